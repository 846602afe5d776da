package dev.eyepiece.app.output;

import dev.eyepiece.telemetry.Signal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which parts of a record a table or a CSV file shows. */
final class RecordColumns {
  private final DateTimeFormatter time;

  /**
   * @param zone the zone that a table's times are shown in
   */
  RecordColumns(ZoneId zone) {
    time = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(zone);
  }

  private static List<String> words(String words) {
    return List.of(words.split(" ", -1));
  }

  /** The keys of a record's JSON object that a CSV file has. */
  static List<String> keys(Signal signal) {
    return switch (signal) {
      case TRACES ->
          words(
              "traceId spanId parentSpanId service name kind startTimeUnixNano durationNano status"
                  + " attributes resource scope");
      case LOGS ->
          words(
              "timeUnixNano observedTimeUnixNano severityNumber severityText eventName body"
                  + " attributes traceId spanId service resource scope");
      case METRICS ->
          words(
              "name type unit temporality monotonic startTimeUnixNano timeUnixNano value count sum"
                  + " attributes service resource scope");
      case PROFILES ->
          words(
              "profileId type unit timeUnixNano value stack attributes traceId spanId service"
                  + " resource scope");
    };
  }

  /** The titles of a table's columns. */
  static List<String> titles(Signal signal) {
    return switch (signal) {
      case TRACES -> words("START DURATION SERVICE NAME KIND STATUS TRACE SPAN");
      case LOGS -> words("TIME SEVERITY SERVICE BODY TRACE");
      case METRICS -> words("TIME SERVICE NAME TYPE VALUE UNIT ATTRIBUTES");
      case PROFILES -> words("TIME SERVICE TYPE VALUE UNIT STACK");
    };
  }

  /** The cells of a table's row. */
  List<@Nullable Object> shown(Signal signal, Map<String, @Nullable Object> record) {
    List<@Nullable Object> cells = new ArrayList<>();
    switch (signal) {
      case TRACES -> {
        cells.add(time(record.get("startTimeUnixNano")));
        cells.add(Durations.text(number(record.get("durationNano"))));
        all(record, cells, "service name kind status traceId spanId");
      }
      case LOGS -> {
        Object at = record.get("timeUnixNano");
        cells.add(time(number(at) == 0 ? record.get("observedTimeUnixNano") : at));
        String text = String.valueOf(record.get("severityText"));
        cells.add(text.isEmpty() ? record.get("severityNumber") : text);
        all(record, cells, "service body traceId");
      }
      case METRICS -> {
        cells.add(time(record.get("timeUnixNano")));
        all(record, cells, "service name type");
        cells.add(record.get("value") == null ? distribution(record) : record.get("value"));
        all(record, cells, "unit attributes");
      }
      case PROFILES -> {
        cells.add(time(record.get("timeUnixNano")));
        all(record, cells, "service type value unit");
        cells.add(stack(record.get("stack")));
      }
    }
    return cells;
  }

  private static void all(
      Map<String, @Nullable Object> record, List<@Nullable Object> cells, String keys) {
    words(keys).forEach(key -> cells.add(record.get(key)));
  }

  private static @Nullable String distribution(Map<String, @Nullable Object> record) {
    Object count = record.get("count");
    return count == null ? null : "count " + count + ", sum " + record.get("sum");
  }

  /** The frames from the outermost on, as collapsed stacks have them. */
  private static String stack(@Nullable Object frames) {
    return frames instanceof List<?> list
        ? String.join(";", list.reversed().stream().map(String::valueOf).toList())
        : "";
  }

  private String time(@Nullable Object unixNano) {
    long nanos = number(unixNano);
    return time.format(
        Instant.ofEpochSecond(
            Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L)));
  }

  private static long number(@Nullable Object value) {
    return value == null ? 0 : Long.parseUnsignedLong(value.toString());
  }
}
