package dev.eyepiece.app.process;

import dev.eyepiece.agent.JsonText;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Records of a sender's manifest or of a query, as texts that are equal when the records are: keys
 * in order, numbers by their value.
 */
public final class Records {
  private static final Map<String, Set<String>> COMPARED =
      Map.of(
          "traces",
          Set.of(
              "traceId",
              "spanId",
              "parentSpanId",
              "name",
              "kind",
              "startTimeUnixNano",
              "durationNano",
              "status",
              "attributes"),
          "logs",
          Set.of(
              "timeUnixNano",
              "observedTimeUnixNano",
              "severityNumber",
              "severityText",
              "eventName",
              "body",
              "attributes",
              "traceId",
              "spanId"),
          "metrics",
          Set.of(
              "name",
              "type",
              "unit",
              "temporality",
              "monotonic",
              "startTimeUnixNano",
              "timeUnixNano",
              "attributes",
              "value",
              "count",
              "sum",
              "min",
              "max",
              "bucketCounts",
              "explicitBounds",
              "scale",
              "zeroCount",
              "positive",
              "negative",
              "quantileValues",
              "exemplars"),
          "profiles",
          Set.of(
              "profileId",
              "type",
              "unit",
              "timeUnixNano",
              "value",
              "stack",
              "attributes",
              "traceId",
              "spanId"));

  private Records() {}

  /** What a manifest says of a signal, in order; a record that is there twice is there twice. */
  public static List<String> ofManifest(Path manifest, String signal) throws IOException {
    try (Stream<String> lines = Files.lines(manifest)) {
      return lines
          .map(JsonText::readObject)
          .filter(record -> signal.equals(record.get("signal")))
          .map(record -> text(signal, record))
          .sorted()
          .toList();
    }
  }

  /** Records that were made, in order. */
  public static List<String> of(String signal, List<Map<String, @Nullable Object>> records) {
    return records.stream().map(record -> text(signal, record)).sorted().toList();
  }

  /** What a query printed as JSON lines, in order. */
  public static List<String> ofQuery(String signal, String lines) {
    return lines
        .lines()
        .map(JsonText::readObject)
        .map(record -> text(signal, record))
        .sorted()
        .toList();
  }

  /** What the program of a manifest itself added to each of its counters. */
  public static Map<String, Double> totals(Path manifest) throws IOException {
    Map<String, Double> totals = new LinkedHashMap<>();
    for (String line : Files.readAllLines(manifest)) {
      Map<String, @Nullable Object> record = JsonText.readObject(line);
      if ("total".equals(record.get("signal")) && record.get("value") instanceof Number value) {
        totals.put(String.valueOf(record.get("name")), value.doubleValue());
      }
    }
    return totals;
  }

  /** Of each counter that a query printed, the newest values of its series together. */
  public static Map<String, Double> newest(String lines) {
    Map<List<String>, Map<String, @Nullable Object>> last = new LinkedHashMap<>();
    lines
        .lines()
        .map(JsonText::readObject)
        .filter(point -> "sum".equals(point.get("type")))
        .forEach(point ->
            last.merge(
                List.of(String.valueOf(point.get("name")), canonical(point.get("attributes"))),
                point,
                Records::later));
    Map<String, Double> totals = new LinkedHashMap<>();
    last.forEach((series, point) -> {
      if (point.get("value") instanceof Number value) {
        totals.merge(series.getFirst(), value.doubleValue(), Double::sum);
      }
    });
    return totals;
  }

  private static Map<String, @Nullable Object> later(
      Map<String, @Nullable Object> one, Map<String, @Nullable Object> other) {
    return time(one) > time(other) ? one : other;
  }

  private static long time(Map<String, @Nullable Object> point) {
    return Long.parseLong(String.valueOf(point.get("timeUnixNano")));
  }

  /** Those that are there more than once. */
  public static List<String> twice(Collection<String> records) {
    Set<String> seen = new HashSet<>();
    return records.stream().filter(record -> !seen.add(record)).toList();
  }

  private static String text(String signal, Map<String, @Nullable Object> record) {
    Set<String> compared = COMPARED.getOrDefault(signal, Set.of());
    Map<String, @Nullable Object> kept = new TreeMap<>(record);
    kept.keySet().retainAll(compared);
    return canonical(kept);
  }

  private static String canonical(@Nullable Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        TreeMap<String, String> sorted = new TreeMap<>();
        map.forEach((key, inner) -> sorted.put(String.valueOf(key), canonical(inner)));
        yield sorted.toString();
      }
      case List<?> list -> list.stream().map(Records::canonical).toList().toString();
      case Number number -> new BigDecimal(number.toString()).stripTrailingZeros().toPlainString();
      case String text -> '"' + text + '"';
      case null, default -> String.valueOf(value);
    };
  }
}
