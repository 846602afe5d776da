package dev.eyepiece.store;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The columns of users' tables that are no attributes: names that read well, and their SQL. */
final class ViewColumns {
  private static final String TRACE_ID =
      "CASE WHEN trace_hi = 0 AND trace_lo = 0 THEN NULL"
          + " ELSE printf('%016x%016x', trace_hi, trace_lo) END";
  private static final String SPAN_ID =
      "CASE WHEN span_id = 0 THEN NULL ELSE printf('%016x', span_id) END";
  private static final String TIME = "make_timestamp_ns(at_ns)";

  private ViewColumns() {}

  /**
   * In order.
   *
   * @param source null for types alone
   */
  static Map<String, String> of(SignalTable table, @Nullable Source source) throws StoreException {
    Map<String, String> columns = new LinkedHashMap<>();
    switch (table) {
      case SPANS -> spans(columns, source);
      case LOGS -> logs(columns, source);
      case POINTS -> points(columns, source);
      case SAMPLES -> samples(columns, source);
    }
    return columns;
  }

  private static String ask(@Nullable Source source, Asks.Ask ask) throws StoreException {
    return source == null ? "''" : new AskSql(source).of(ask);
  }

  private static void spans(Map<String, String> columns, @Nullable Source source)
      throws StoreException {
    columns.put("trace_id", "printf('%016x%016x', trace_hi, trace_lo)");
    columns.put("span_id", "printf('%016x', span_id)");
    columns.put(
        "parent_span_id", "CASE WHEN parent_id = 0 THEN NULL ELSE printf('%016x', parent_id) END");
    columns.put("name", "name");
    columns.put("service", "service");
    columns.put("scope", ask(source, new Asks.ScopeName()));
    columns.put("kind", SpanEnums.sqlCase("kind", SpanEnums.KIND));
    columns.put("status", SpanEnums.sqlCase("status", SpanEnums.STATUS));
    columns.put("status_message", "coalesce(status_message, '')");
    columns.put("start", "make_timestamp_ns(start_ns)");
    columns.put("start_ns", "start_ns");
    columns.put("end_ns", "end_ns");
    columns.put("duration_ns", "end_ns - start_ns");
    columns.put("event_count", "event_count");
    columns.put("link_count", "link_count");
    columns.put("event_text", "event_text");
  }

  private static void logs(Map<String, String> columns, @Nullable Source source)
      throws StoreException {
    columns.put("time", TIME);
    columns.put("time_ns", "at_ns");
    columns.put("observed_ns", "observed_ns");
    columns.put("severity", LogFields.SEVERITY);
    columns.put("severity_number", "severity");
    columns.put("severity_text", "coalesce(severity_text, '')");
    columns.put("service", "service");
    columns.put("scope", ask(source, new Asks.ScopeName()));
    columns.put("event_name", "coalesce(event_name, '')");
    columns.put("body", "body");
    columns.put("trace_id", TRACE_ID);
    columns.put("span_id", SPAN_ID);
  }

  private static void points(Map<String, String> columns, @Nullable Source source)
      throws StoreException {
    columns.put("name", "name");
    columns.put("type", ask(source, new Asks.OfMetric(Asks.MetricPart.TYPE)));
    columns.put("unit", ask(source, new Asks.OfMetric(Asks.MetricPart.UNIT)));
    columns.put("temporality", ask(source, new Asks.OfMetric(Asks.MetricPart.TEMPORALITY)));
    columns.put("monotonic", ask(source, new Asks.OfMetric(Asks.MetricPart.MONOTONIC)));
    columns.put("service", "service");
    columns.put("scope", ask(source, new Asks.ScopeName()));
    columns.put("time", TIME);
    columns.put("time_ns", "at_ns");
    columns.put("start_ns", "start_ns");
    columns.put("value", "real_value");
    columns.put("count", "observations");
    columns.put("sum", "total");
    columns.put("exemplar_count", "exemplar_count");
    columns.put("series", "printf('%016x', series)");
  }

  private static void samples(Map<String, String> columns, @Nullable Source source)
      throws StoreException {
    columns.put(
        "profile_id",
        "CASE WHEN profile_hi = 0 AND profile_lo = 0 THEN NULL"
            + " ELSE printf('%016x%016x', profile_hi, profile_lo) END");
    columns.put("type", "type");
    columns.put("unit", "unit");
    columns.put("service", "service");
    columns.put("scope", ask(source, new Asks.ScopeName()));
    columns.put("time", TIME);
    columns.put("time_ns", "at_ns");
    columns.put("value", "amount");
    columns.put("stack", source == null ? "[]::VARCHAR[]" : "string_split(frames, chr(31))");
    columns.put("trace_id", TRACE_ID);
    columns.put("span_id", SPAN_ID);
  }
}
