package dev.eyepiece.ui.trace;

import dev.eyepiece.ui.theme.Formats;
import dev.eyepiece.ui.theme.Severities;
import java.util.List;

/** What lies on a bar beside its length. Immutable. */
sealed interface Mark {
  /** Marks closer than this to the pointer are meant, pixels. */
  double REACH = 4;

  int MOST_LISTED = 6;
  int LONGEST = 160;

  /** One event of the span. */
  record Event(EventMarks.Moment moment) implements Mark {}

  /** Log records that lie under one dot, oldest first; at least one. */
  record Logs(List<LogRow> rows) implements Mark {}

  /** What a tooltip says of it. */
  default String tip(long traceStart) {
    return switch (this) {
      case Event(EventMarks.Moment moment) ->
          "event " + moment.name() + "\nat " + Formats.duration(moment.at());
      case Logs(List<LogRow> rows) -> tip(rows, traceStart);
    };
  }

  private static String tip(List<LogRow> rows, long traceStart) {
    StringBuilder tip = new StringBuilder();
    for (LogRow row : rows.subList(0, Math.min(rows.size(), MOST_LISTED))) {
      tip.append(tip.isEmpty() ? "" : "\n");
      tip.append(Severities.name(row.range())).append(" at ");
      tip.append(Formats.duration(row.timeUnixNano() - traceStart)).append("  ");
      tip.append(Formats.middle(Texts.line(row.line()), LONGEST));
    }
    if (rows.size() > MOST_LISTED) {
      tip.append("\nand ")
          .append(Formats.count(rows.size() - MOST_LISTED, "record"))
          .append(" more");
    }
    return tip.toString();
  }
}
