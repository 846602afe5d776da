package dev.eyepiece.app.transfer;

import dev.eyepiece.app.send.FileFormatException;
import dev.eyepiece.app.send.RequestSink;
import dev.eyepiece.stacks.StackFiles;
import dev.eyepiece.stacks.StackFormatException;
import dev.eyepiece.stacks.StackProfile;
import dev.eyepiece.stacks.StackRequests;
import dev.eyepiece.telemetry.Resource;
import dev.eyepiece.telemetry.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A profile in the format of its profiler, taken in as OTLP. Such a file seldom says of whom it is
 * and when it was taken: the service is called after the file, and its time is the file's.
 */
final class ProfileFile {
  private static final String FLIGHT_RECORDING = "FLR\0";

  private ProfileFile() {}

  /**
   * Whether a file is one, by its first bytes: a flight recording, pprof, JSON of a viewer, or
   * lines of text that are no JSON. OTLP is none of these.
   */
  static boolean knows(byte[] head) {
    String text = new String(head, StandardCharsets.ISO_8859_1);
    if (text.startsWith(FLIGHT_RECORDING) || isPprof(head)) {
      return true;
    }
    String start = text.stripLeading();
    if (start.startsWith("{")) {
      return !text.contains("\"resource")
          && (text.contains("speedscope") || text.contains("\"nodes\""));
    }
    return !start.isEmpty() && isText(head);
  }

  /**
   * Field 1 of pprof's profile is a pair of numbers; that of an OTLP request is a message of
   * messages.
   */
  private static boolean isPprof(byte[] head) {
    return head.length > 2
        && head[0] == 0x0a
        && head[1] > 0
        && head[1] <= 22
        && (head[2] == 0x08 || head[2] == 0x10);
  }

  private static boolean isText(byte[] head) {
    for (byte one : head) {
      if (one >= 0 && one < ' ' && one != '\t' && one != '\n' && one != '\r') {
        return false;
      }
    }
    return true;
  }

  static void read(Path file, RequestSink sink) throws IOException, FileFormatException {
    StackProfile profile;
    try {
      profile = StackFiles.read(file);
    } catch (StackFormatException e) {
      throw new FileFormatException(file + ": " + e.getMessage());
    }
    Path name = file.getFileName();
    String called = name == null ? "profile" : name.toString();
    Resource resource = Resource.empty();
    int dot = called.indexOf('.');
    resource.attributes().add("service.name", dot > 0 ? called.substring(0, dot) : called);
    resource.attributes().add("eyepiece.import.file", called);
    long time = Files.getLastModifiedTime(file).to(TimeUnit.NANOSECONDS);
    try {
      StackRequests.<FileFormatException>write(
          profile,
          resource,
          time,
          request -> {
            try {
              sink.take(Signal.PROFILES, request.encode(), file.toString());
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
