package dev.eyepiece.agent.query;

import dev.eyepiece.agent.JsonText;
import dev.eyepiece.telemetry.LogRecord;
import dev.eyepiece.telemetry.ScopedLog;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A log record as the one JSON object that the query command prints. */
public final class LogLine {
  private LogLine() {}

  public static String write(ScopedLog held) {
    LogRecord log = held.log();
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("timeUnixNano", JsonParts.unsigned(log.timeUnixNano()));
    json.put("observedTimeUnixNano", JsonParts.unsigned(log.observedTimeUnixNano()));
    json.put("severityNumber", (long) log.severityNumber());
    json.put("severityText", JsonParts.text(log.severityText()));
    json.put("eventName", JsonParts.text(log.eventName()));
    json.put("body", JsonParts.value(log.body()));
    json.put("attributes", JsonParts.map(log.attributes()));
    json.put("traceId", JsonParts.traceId(log.traceId()));
    json.put("spanId", JsonParts.spanId(log.spanId()));
    JsonParts.around(json, held.resource(), held.scope());
    return JsonText.write(json);
  }
}
