package dev.eyepiece.agent.api;

import dev.eyepiece.store.FacetValue;
import dev.eyepiece.store.TraceList;
import dev.eyepiece.store.TraceRow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Trace lists and facets as JSON; times are decimal strings as in OTLP/JSON. */
final class TraceJson {
  private TraceJson() {}

  static Map<String, @Nullable Object> list(TraceList list) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("traces", list.traces());
    json.put("matchingSpans", list.matchingSpans());
    json.put("rows", list.rows().stream().map(TraceJson::row).toList());
    return json;
  }

  private static Map<String, @Nullable Object> row(TraceRow row) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("traceId", row.traceId().toString());
    json.put("rootName", row.rootName());
    json.put("rootService", row.rootService());
    json.put("rootHeld", row.rootHeld());
    json.put("startTimeUnixNano", Long.toString(row.startUnixNano()));
    json.put("durationNano", Long.toString(row.durationNano()));
    json.put("spans", row.spans());
    json.put("errorSpans", row.errorSpans());
    json.put("matchingSpans", row.matchingSpans());
    json.put("services", values(row.services()));
    return json;
  }

  static Map<String, @Nullable Object> facets(String field, List<FacetValue> facets) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("field", field);
    json.put("values", values(facets));
    return json;
  }

  private static List<Map<String, Object>> values(List<FacetValue> facets) {
    return facets.stream()
        .map(facet -> {
          Map<String, Object> json = new LinkedHashMap<>();
          json.put("value", facet.value());
          json.put("spans", facet.spans());
          return json;
        })
        .toList();
  }
}
