package dev.eyepiece.agent;

import dev.eyepiece.telemetry.Signal;
import java.util.EnumMap;
import java.util.Map;

/** Adds up what is held of a run. For one thread. */
final class RunCounts {
  private final Map<Signal, Long> records = new EnumMap<>(Signal.class);
  private long errors;
  private long from = Long.MAX_VALUE;
  private long to = Long.MIN_VALUE;

  RunCounts add(Signal signal, long more, long moreErrors) {
    records.merge(signal, more, Long::sum);
    errors += moreErrors;
    return this;
  }

  /** There are records at these times, nanoseconds since 1970; 0 is no time. */
  void within(long first, long last) {
    if (first != 0) {
      from = Math.min(from, first);
    }
    if (last != 0) {
      to = Math.max(to, last);
    }
  }

  RunSummary summary(String name, RunNote note, boolean pinned, long now) {
    within(note.fromUnixNano(), note.open() ? now : note.toUnixNano());
    long began = from == Long.MAX_VALUE ? 0 : from;
    return new RunSummary(
        name,
        note,
        pinned,
        records.getOrDefault(Signal.TRACES, 0L),
        errors,
        records.getOrDefault(Signal.LOGS, 0L),
        records.getOrDefault(Signal.METRICS, 0L),
        records.getOrDefault(Signal.PROFILES, 0L),
        began,
        Math.max(began, to));
  }
}
