package dev.eyepiece.stacks.format;

import dev.eyepiece.stacks.StackFormat;
import dev.eyepiece.stacks.StackFormatException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Tells formats apart by what is in them. */
final class Detection {
  private static final int LINES_LOOKED_AT = 200;
  private static final String EXPECTED =
      "expected collapsed stacks, pprof, OTLP profiles, speedscope, cpuprofile, JFR or perf script";

  private Detection() {}

  /** What the first bytes of a file say, which are not compressed. */
  static StackFormat of(byte[] head) throws StackFormatException {
    if (startsWith(head, "FLR\0")) {
      return StackFormat.JFR;
    }
    if (startsWith(head, "PERFILE2")) {
      throw new StackFormatException(
          "a perf.data file, which only perf can read; expected what 'perf script' prints of it");
    }
    int first = JsonProfiles.skipSpace(head, 0);
    if (first == head.length) {
      throw new StackFormatException("nothing is in it; " + EXPECTED);
    }
    if (head[first] == '{') {
      return StackFormat.JSON;
    }
    if (head[first] == '[' && isArrayOfObjects(head, first)) {
      throw new StackFormatException("a JSON array; " + EXPECTED);
    }
    if (isBinary(head) && !startsWithStack(head, first)) {
      return StackFormat.PROTOBUF;
    }
    return isPerfScript(head) ? StackFormat.PERF_SCRIPT : StackFormat.COLLAPSED;
  }

  /**
   * Whether protobuf bytes are OTLP rather than pprof: a request has the fields 1 and 2 alone, both
   * messages, and a profile of pprof has a string table, field 6.
   */
  static boolean isOtlp(byte[] bytes) throws StackFormatException {
    ProtoBytes in = new ProtoBytes(bytes);
    try {
      for (int field = in.field(bytes.length); field != 0; field = in.field(bytes.length)) {
        if (field > 2 || in.wireType != ProtoBytes.LENGTH) {
          return false;
        }
        in.skip(bytes.length);
      }
    } catch (StackFormatException e) {
      throw new StackFormatException(e.getMessage() + " (" + EXPECTED + ")", e);
    }
    return true;
  }

  private static boolean startsWith(byte[] head, String magic) {
    byte[] wanted = magic.getBytes(StandardCharsets.ISO_8859_1);
    return head.length >= wanted.length
        && Arrays.equals(head, 0, wanted.length, wanted, 0, wanted.length);
  }

  // A bracket alone may start the name of a function, such as "[unknown]".
  private static boolean isArrayOfObjects(byte[] head, int first) {
    int next = JsonProfiles.skipSpace(head, first + 1);
    return next < head.length && head[next] == '{';
  }

  // Names may hold any byte; what starts like a stack and its number is no protobuf.
  private static boolean startsWithStack(byte[] head, int first) {
    int to = first;
    while (to < head.length && head[to] != '\n') {
      to++;
    }
    return head[first] >= ' ' && CollapsedReader.numberStart(head, first, to) > 0;
  }

  private static boolean isBinary(byte[] head) {
    for (byte b : head) {
      if (b >= 0 && b < ' ' && b != '\n' && b != '\t' && b != '\r') {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether an early line is an indented address with a name behind it, below a line that is not.
   */
  private static boolean isPerfScript(byte[] head) {
    int line = 0;
    int from = 0;
    while (from < head.length && line++ < LINES_LOOKED_AT) {
      int to = from;
      while (to < head.length && head[to] != '\n') {
        to++;
      }
      if (CollapsedReader.numberStart(head, from, to) < 0
          && PerfScriptReader.isFrame(head, from, to)) {
        return true;
      }
      from = to + 1;
    }
    return false;
  }
}
