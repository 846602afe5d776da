package dev.eyepiece.agent.query;

import dev.eyepiece.agent.JsonText;
import dev.eyepiece.store.SampleRecord;
import dev.eyepiece.store.StackFrame;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A sample of a profile as the one JSON object that the query command prints; the leaf first. */
final class SampleLine {
  private SampleLine() {}

  static String write(SampleRecord sample) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("profileId", JsonParts.traceId(sample.profileId()));
    json.put("type", sample.type());
    json.put("unit", sample.unit());
    json.put("timeUnixNano", JsonParts.unsigned(sample.timeUnixNano()));
    json.put("value", sample.value());
    json.put("stack", sample.stack().stream().map(StackFrame::label).toList());
    json.put("attributes", JsonParts.map(sample.attributes()));
    json.put("traceId", JsonParts.traceId(sample.traceId()));
    json.put("spanId", JsonParts.spanId(sample.spanId()));
    JsonParts.around(json, sample.resource(), sample.scope());
    return JsonText.write(json);
  }
}
