package dev.eyepiece.stacks;

import dev.eyepiece.stacks.format.Formats;
import dev.eyepiece.stacks.format.OtlpReader;
import dev.eyepiece.telemetry.ProfileTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads profiles of any format: collapsed stacks, pprof, OTLP (protobuf, JSON, JSON lines),
 * speedscope, cpuprofile, JFR, perf script; plain or gzip. The format is told by the content, not
 * by the name. Takes time by the size, so not for the window's thread.
 */
public final class StackFiles {
  private StackFiles() {}

  /** Reads a file within the default bounds. */
  public static StackProfile read(Path file) throws IOException, StackFormatException {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, Limits.DEFAULT);
    }
  }

  /** Reads a stream to its end and leaves it open. */
  public static StackProfile read(InputStream in, Limits limits)
      throws IOException, StackFormatException {
    return Formats.read(in, limits);
  }

  /** What several OTLP requests hold together. */
  public static StackProfile of(List<ProfileTree> requests) throws StackFormatException {
    OtlpReader reader = new OtlpReader(Limits.DEFAULT);
    for (ProfileTree request : requests) {
      reader.add(request);
    }
    return reader.build();
  }

  /** What an OTLP request holds. */
  public static StackProfile of(ProfileTree request) throws StackFormatException {
    return of(List.of(request));
  }
}
