package dev.eyepiece.stacks.format;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The first line of a sample that perf script prints.
 *
 * @param pid -1 when only the thread is printed
 * @param timeNano of perf's clock; -1 when it is not printed
 * @param period events that the sample stands for, nanoseconds of a clock; 0 when not printed
 */
record PerfEvent(String command, int pid, int tid, long timeNano, long period, String event) {
  private static final Pattern LINE =
      Pattern.compile(
          "\\s*(\\S.{0,255}?)\\s+(?:(-?\\d{1,9})/)?(-?\\d{1,9})(?:/-?\\d{1,9})?\\s+(?:\\[(\\d+)]\\s+)?"
              + "(?:\\S{0,8}\\s+)?(?:(\\d{1,9})\\.(\\d{6,9}):\\s*)?(?:(\\d{1,18})\\s+)?(\\S{1,200}):(?:\\s.*)?");

  /** Null when the line is none. */
  static @Nullable PerfEvent parse(String line) {
    Matcher m = LINE.matcher(line.length() > 2_000 ? line.substring(0, 2_000) : line);
    if (!m.matches()) {
      return null;
    }
    long time = -1;
    if (m.group(5) != null) {
      String fraction = (m.group(6) + "000").substring(0, 9);
      time = Long.parseLong(m.group(5)) * 1_000_000_000L + Long.parseLong(fraction);
    }
    return new PerfEvent(
        m.group(1),
        m.group(2) == null ? -1 : Integer.parseInt(m.group(2)),
        Integer.parseInt(m.group(3)),
        time,
        m.group(7) == null ? 0 : Long.parseLong(m.group(7)),
        m.group(8));
  }

  /** Whether periods are nanoseconds. */
  boolean isClock() {
    return event.startsWith("cpu-clock") || event.startsWith("task-clock");
  }
}
