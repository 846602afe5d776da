package dev.eyepiece.ui.traces;

import dev.eyepiece.store.FacetValue;
import dev.eyepiece.store.TraceRow;
import dev.eyepiece.ui.theme.Csv;
import dev.eyepiece.ui.trace.JsonString;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;

/** Writes the table as CSV (RFC 4180) or as JSON. Times and durations in nanoseconds. */
public final class TableExport {
  private static final String HEADER =
      "traceId,name,service,startUnixNano,durationNano,spans,errorSpans,matchingSpans,services";

  private TableExport() {}

  /** Writes lines that end in CR LF. */
  public static void csv(List<TraceRow> rows, Appendable out) throws IOException {
    out.append(HEADER).append("\r\n");
    for (TraceRow row : rows) {
      out.append(row.traceId().toString()).append(',');
      out.append(Csv.cell(row.rootName())).append(',');
      out.append(Csv.cell(row.rootService())).append(',');
      out.append(Long.toString(row.startUnixNano())).append(',');
      out.append(Long.toString(row.durationNano())).append(',');
      out.append(Integer.toString(row.spans())).append(',');
      out.append(Integer.toString(row.errorSpans())).append(',');
      out.append(Integer.toString(row.matchingSpans())).append(',');
      out.append(Csv.cell(services(row))).append("\r\n");
    }
  }

  private static String services(TraceRow row) {
    return String.join(" ", row.services().stream().map(s -> s.value() + "=" + s.spans()).toList());
  }

  /** Writes one array with an object for each trace. */
  public static void json(List<TraceRow> rows, Appendable out) throws IOException {
    out.append("[");
    for (Iterator<TraceRow> each = rows.iterator(); each.hasNext(); ) {
      TraceRow row = each.next();
      out.append("\n  {\"traceId\": \"").append(row.traceId().toString());
      out.append("\", \"name\": ").append(JsonString.of(row.rootName()));
      out.append(", \"service\": ").append(JsonString.of(row.rootService()));
      out.append(", \"startUnixNano\": \"").append(Long.toString(row.startUnixNano()));
      out.append("\", \"durationNano\": \"").append(Long.toString(row.durationNano()));
      out.append("\", \"spans\": ").append(Integer.toString(row.spans()));
      out.append(", \"errorSpans\": ").append(Integer.toString(row.errorSpans()));
      out.append(", \"matchingSpans\": ").append(Integer.toString(row.matchingSpans()));
      out.append(", \"services\": {").append(jsonServices(row.services())).append("}}");
      out.append(each.hasNext() ? "," : "");
    }
    out.append("\n]\n");
  }

  private static String jsonServices(List<FacetValue> services) {
    return String.join(
        ", ", services.stream().map(s -> JsonString.of(s.value()) + ": " + s.spans()).toList());
  }
}
