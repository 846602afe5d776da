package dev.eyepiece.app.command;

import dev.eyepiece.agent.Folders;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Map;

/**
 * What a command has around it.
 *
 * @param out data
 * @param err what is said about it
 * @param clock the time, and the zone that times are shown in
 * @param stop tells a command that serves when to stop
 */
public record Terminal(
    InputStream in,
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    Folders folders,
    Clock clock,
    StopSignal stop) {

  /** The process's own. */
  public static Terminal ofProcess(StopSignal stop) {
    Map<String, String> environment = System.getenv();
    return new Terminal(
        System.in,
        new PrintStream(
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16),
            false,
            StandardCharsets.UTF_8),
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
        environment,
        Folders.ofUser(environment),
        Clock.system(ZoneId.systemDefault()),
        stop);
  }
}
