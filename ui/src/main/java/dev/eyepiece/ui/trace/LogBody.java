package dev.eyepiece.ui.trace;

import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.LogRecord;
import java.util.ArrayList;
import java.util.List;

/** What is under a record's one line: its body over several lines, and its stack trace. */
public final class LogBody {
  private static final String STACK = "exception.stacktrace";
  private static final int MOST_LINES = 2_000;
  private static final int LONGEST = 4_000;

  private LogBody() {}

  /** A line, with whether it is JSON. */
  public record Line(String text, boolean json) {}

  /** The lines; none when the one line says it all. */
  public static List<Line> of(LogRecord log) {
    List<Line> lines = new ArrayList<>();
    AnyValue body = log.body();
    if (!(body instanceof AnyValue.Empty)) {
      String plain = ValueText.of(body);
      String pretty = ValueText.pretty(body);
      boolean json = !pretty.equals(plain) || !(body instanceof AnyValue.Text);
      if (pretty.indexOf('\n') >= 0 || pretty.length() > 200) {
        add(lines, pretty, json);
      }
    }
    AnyValue stack = log.attributes().get(STACK);
    if (stack != null) {
      add(lines, ValueText.of(stack), false);
    }
    return List.copyOf(lines);
  }

  private static void add(List<Line> lines, String text, boolean json) {
    text.lines()
        .limit(MOST_LINES)
        .map(line -> line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line)
        .map(line -> line.replace("\t", "    "))
        .forEach(line -> lines.add(new Line(line, json)));
    if (text.lines().skip(MOST_LINES).findAny().isPresent()) {
      lines.add(new Line("… the details show the rest", false));
    }
  }
}
