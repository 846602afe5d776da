package dev.eyepiece.ruleeditor;

import dev.eyepiece.telemetry.MalformedOtlpException;
import dev.eyepiece.telemetry.OtlpJson;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.telemetry.TelemetryTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Spans of a shop, one a request. */
final class Samples {
  private Samples() {}

  static Sample span(String name, String method, int status) {
    String json =
        """
        {"resourceSpans": [{"resource": {"attributes": [{"key": "service.name",
          "value": {"stringValue": "payment"}}]}, "scopeSpans": [{"scope": {"name": "http"},
          "spans": [{"traceId": "0af7651916cd43dd8448eb211c80319c", "spanId": "b7ad6b7169203331",
          "name": "%s", "kind": 2, "startTimeUnixNano": "1000", "endTimeUnixNano": "2000",
          "attributes": [{"key": "http.method", "value": {"stringValue": "%s"}},
          {"key": "http.status_code", "value": {"intValue": "%d"}}]}]}]}]}
        """
            .formatted(name, method, status);
    try {
      byte[] bytes = OtlpJson.read(Signal.TRACES, json.getBytes(StandardCharsets.UTF_8));
      return new Sample(name, TelemetryTree.read(Signal.TRACES, bytes, bytes.length));
    } catch (MalformedOtlpException e) {
      throw new IllegalStateException(e);
    }
  }

  static List<Sample> shop() {
    List<Sample> all = new ArrayList<>();
    all.add(span("GET /cart", "GET", 200));
    all.add(span("POST /charges", "POST", 500));
    all.add(span("GET /health", "GET", 200));
    all.add(span("GET /cart", "GET", 404));
    return all;
  }
}
