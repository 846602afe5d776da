package dev.eyepiece.app.transfer;

import dev.eyepiece.telemetry.MalformedOtlpException;
import dev.eyepiece.telemetry.OtlpJson;
import dev.eyepiece.telemetry.ResourceGroup;
import dev.eyepiece.telemetry.ScopeGroup;
import dev.eyepiece.telemetry.Span;
import dev.eyepiece.telemetry.SpanRecord;
import dev.eyepiece.telemetry.TraceTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** OTLP requests as text. */
public final class Requests {
  private Requests() {}

  /** The spans of a request in OTLP JSON. */
  public static List<SpanRecord> spans(String json) throws IOException {
    List<SpanRecord> spans = new ArrayList<>();
    try {
      byte[] bytes = OtlpJson.readTraces(json.getBytes(StandardCharsets.UTF_8));
      for (ResourceGroup<Span> resource : TraceTree.read(bytes, bytes.length).resources()) {
        for (ScopeGroup<Span> scope : resource.scopes()) {
          scope
              .records()
              .forEach(span -> spans.add(new SpanRecord(resource.resource(), scope.scope(), span)));
        }
      }
    } catch (MalformedOtlpException e) {
      throw new IOException("an answer that is no OTLP: " + e.getMessage(), e);
    }
    return spans;
  }
}
