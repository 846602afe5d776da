package dev.eyepiece.ottl.engine;

import dev.eyepiece.ottl.value.Json;
import dev.eyepiece.ottl.value.OttlException;
import dev.eyepiece.ottl.value.Values;
import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.LogRecord;
import dev.eyepiece.telemetry.Utf8;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The paths of log records. */
final class LogPaths {
  static final Map<String, Long> ENUMS = enums();
  static final List<PathDef> LOG = log();

  private LogPaths() {}

  private static Map<String, Long> enums() {
    Map<String, Long> enums = new HashMap<>();
    enums.put("SEVERITY_NUMBER_UNSPECIFIED", 0L);
    long number = 1;
    for (String level : List.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL")) {
      for (String step : List.of("", "2", "3", "4")) {
        enums.put("SEVERITY_NUMBER_" + level + step, number++);
      }
    }
    return Map.copyOf(enums);
  }

  private static List<PathDef> log() {
    List<PathDef> paths = new ArrayList<>();
    paths.addAll(
        Paths.time("time", f -> f.log().timeUnixNano(), (f, v) -> f.log().setTimeUnixNano(v)));
    paths.addAll(
        Paths.time(
            "observed_time",
            f -> f.log().observedTimeUnixNano(),
            (f, v) -> f.log().setObservedTimeUnixNano(v)));
    paths.add(
        Paths.integer(
            "severity_number",
            f -> f.log().severityNumber(),
            (f, v) -> f.log().setSeverityNumber((int) v)));
    paths.add(
        Paths.text(
            "severity_text", f -> f.log().severityText(), (f, v) -> f.log().setSeverityText(v)));
    paths.add(new PathDef("body", "any", true, LogPaths::body));
    paths.add(
        Paths.text(
            "body.string",
            f -> Utf8.of(Json.asText(f.log().body())),
            (f, v) -> f.log().setBody(new AnyValue.Text(v))));
    paths.add(Paths.map("attributes", MapSource.LOG));
    paths.add(
        Paths.integer(
            "dropped_attributes_count",
            f -> Integer.toUnsignedLong(f.log().droppedAttributesCount()),
            (f, v) -> f.log().setDroppedAttributesCount((int) v)));
    paths.add(
        Paths.integer(
            "flags",
            f -> Integer.toUnsignedLong(f.log().flags()),
            (f, v) -> f.log().setFlags((int) v)));
    paths.addAll(
        Paths.traceId("trace_id", f -> f.log().traceId(), (f, h, l) -> f.log().setTraceId(h, l)));
    paths.addAll(Paths.spanId("span_id", f -> f.log().spanId(), (f, v) -> f.log().setSpanId(v)));
    paths.add(
        Paths.text("event_name", f -> f.log().eventName(), (f, v) -> f.log().setEventName(v)));
    return List.copyOf(paths);
  }

  private static PathNode body(List<KeyNode> keys) {
    KeyNode[] all = keys.toArray(KeyNode[]::new);
    return new PathNode() {
      @Override
      public @Nullable Object get(Frame frame) {
        AnyValue body = frame.log().body();
        checkIndexed(body);
        return Indexed.get(body, all, 0, frame);
      }

      @Override
      public void set(Frame frame, @Nullable Object value) {
        checkIndexed(frame.log().body());
        frame.markChanged();
        slot(frame.log()).set(all, 0, frame, value);
      }

      private void checkIndexed(AnyValue body) {
        boolean container = body instanceof AnyValue.KeyValues || body instanceof AnyValue.Array;
        if (all.length > 0 && !container) {
          throw new OttlException(
              "a body that is " + Values.type(Values.load(body)) + " cannot be indexed");
        }
      }
    };
  }

  private static Slot slot(LogRecord log) {
    return new Slot() {
      @Override
      AnyValue get() {
        return log.body();
      }

      @Override
      void set(AnyValue value) {
        log.setBody(value);
      }
    };
  }
}
