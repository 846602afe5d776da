package dev.eyepiece.agent;

import java.net.URI;
import java.time.Instant;

/**
 * The process that owns a data folder.
 *
 * @param started when the process started, which tells it from a later one with the same id
 * @param api where its local API answers
 */
public record Owner(long pid, Instant started, URI api) {

  /** True while a process with this id and start time runs. */
  public boolean isAlive() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .map(process ->
            process
                .info()
                .startInstant()
                .map(start -> start.toEpochMilli() == started.toEpochMilli())
                .orElse(true))
        .orElse(false);
  }
}
