package dev.eyepiece.ui.logs;

import dev.eyepiece.telemetry.Attributes;
import dev.eyepiece.telemetry.LogRecord;
import dev.eyepiece.telemetry.TraceId;
import dev.eyepiece.ui.theme.Csv;
import dev.eyepiece.ui.trace.JsonString;
import dev.eyepiece.ui.trace.LogRow;
import dev.eyepiece.ui.trace.ValueText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Writes the listed records as CSV (RFC 4180) or as JSON. Times in nanoseconds. */
final class LogExport {
  private static final String HEADER =
      "timeUnixNano,observedTimeUnixNano,severityNumber,severityText,service,eventName,body,"
          + "traceId,spanId";

  private LogExport() {}

  /** Writes lines that end in CR LF. */
  static void csv(List<LogRow> rows, Appendable out) throws IOException {
    out.append(HEADER).append("\r\n");
    for (LogRow row : rows) {
      LogRecord log = row.source().log();
      out.append(Long.toString(log.timeUnixNano())).append(',');
      out.append(Long.toString(log.observedTimeUnixNano())).append(',');
      out.append(Integer.toString(log.severityNumber())).append(',');
      out.append(Csv.cell(log.severityText().toString())).append(',');
      out.append(Csv.cell(row.service())).append(',');
      out.append(Csv.cell(log.eventName().toString())).append(',');
      out.append(Csv.cell(ValueText.of(log.body()))).append(',');
      out.append(row.hasTrace() ? row.traceId().toString() : "").append(',');
      out.append(log.spanId() == 0 ? "" : TraceId.spanIdText(log.spanId())).append("\r\n");
    }
  }

  /** Writes one array with an object for each record. */
  static void json(List<LogRow> rows, Appendable out) throws IOException {
    out.append("[");
    for (Iterator<LogRow> each = rows.iterator(); each.hasNext(); ) {
      LogRow row = each.next();
      LogRecord log = row.source().log();
      out.append("\n  {\"timeUnixNano\": \"").append(Long.toString(log.timeUnixNano()));
      out.append("\", \"observedTimeUnixNano\": \"");
      out.append(Long.toString(log.observedTimeUnixNano()));
      out.append("\", \"severityNumber\": ").append(Integer.toString(log.severityNumber()));
      text(out, "severityText", log.severityText().toString());
      text(out, "service", row.service());
      text(out, "eventName", log.eventName().toString());
      text(out, "body", ValueText.of(log.body()));
      text(out, "traceId", row.hasTrace() ? row.traceId().toString() : "");
      text(out, "spanId", log.spanId() == 0 ? "" : TraceId.spanIdText(log.spanId()));
      out.append(", \"attributes\": {").append(attributes(log.attributes())).append("}}");
      out.append(each.hasNext() ? "," : "");
    }
    out.append("\n]\n");
  }

  private static void text(Appendable out, String key, String value) throws IOException {
    out.append(", \"").append(key).append("\": ").append(JsonString.of(value));
  }

  private static String attributes(Attributes attributes) {
    List<String> pairs = new ArrayList<>();
    for (int i = 0; i < attributes.size(); i++) {
      pairs.add(
          JsonString.of(attributes.key(i).toString())
              + ": "
              + JsonString.of(ValueText.of(attributes.value(i))));
    }
    return String.join(", ", pairs);
  }
}
