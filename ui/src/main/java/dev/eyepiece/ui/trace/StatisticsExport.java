package dev.eyepiece.ui.trace;

import dev.eyepiece.ui.theme.Csv;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes groups of spans as CSV or JSON. Durations in nanoseconds. */
final class StatisticsExport {
  private StatisticsExport() {}

  private static Map<String, Long> figures(SpanGroup group) {
    Map<String, Long> figures = new LinkedHashMap<>();
    figures.put("spans", (long) group.spans());
    figures.put("errors", (long) group.errors());
    figures.put("selfNano", group.self());
    figures.put("criticalNano", group.critical());
    figures.put("totalNano", group.total());
    figures.put("medianNano", group.median());
    figures.put("p95Nano", group.p95());
    figures.put("longestNano", group.longest());
    return figures;
  }

  /** Lines end in CR LF. */
  static void csv(List<SpanGroup> groups, Appendable out) throws IOException {
    out.append("service,name,spans,errors,selfNano,criticalNano,totalNano,medianNano,p95Nano,");
    out.append("longestNano\r\n");
    for (SpanGroup group : groups) {
      out.append(Csv.cell(group.service())).append(',').append(Csv.cell(group.name()));
      for (long figure : figures(group).values()) {
        out.append(',').append(Long.toString(figure));
      }
      out.append("\r\n");
    }
  }

  /** One array with an object for each group. */
  static void json(List<SpanGroup> groups, Appendable out) throws IOException {
    out.append("[");
    for (Iterator<SpanGroup> each = groups.iterator(); each.hasNext(); ) {
      SpanGroup group = each.next();
      out.append("\n  {\"service\": ").append(JsonString.of(group.service()));
      out.append(", \"name\": ").append(JsonString.of(group.name()));
      for (Map.Entry<String, Long> figure : figures(group).entrySet()) {
        out.append(", \"").append(figure.getKey()).append("\": ");
        out.append(Long.toString(figure.getValue()));
      }
      out.append(each.hasNext() ? "}," : "}");
    }
    out.append("\n]\n");
  }
}
