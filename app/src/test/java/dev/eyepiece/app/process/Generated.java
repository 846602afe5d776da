package dev.eyepiece.app.process;

import dev.eyepiece.agent.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Telemetry of all signals that is made at random when a test runs, so that no file holds it: as a
 * query prints it, and as the OTLP requests that bring it.
 */
final class Generated {
  static final String SERVICE = "made-now";
  private static final List<String> KINDS = List.of("INTERNAL", "SERVER", "CLIENT");
  private static final List<String> STATUSES = List.of("UNSET", "OK", "ERROR");
  private static final int RECORDS = 60;

  private final Random random;
  private final long start;

  /** A word that is in one log's body and nowhere else. */
  final String word;

  final List<Map<String, @Nullable Object>> spans;
  final List<Map<String, @Nullable Object>> logs;
  final List<Map<String, @Nullable Object>> points;
  final List<Map<String, @Nullable Object>> samples;
  private final String profileId;

  /**
   * Makes telemetry.
   *
   * @param start of the first record, nanoseconds since the epoch
   */
  Generated(long seed, long start) {
    random = new Random(seed);
    this.start = start;
    word = word();
    profileId = hex(16);
    spans = all(this::span);
    logs = all(this::log);
    points = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      for (String type : List.of("gauge", "sum", "histogram", "exponentialHistogram", "summary")) {
        points.add(point(type, i));
      }
    }
    samples = all(this::sample);
  }

  private interface Maker {
    Map<String, @Nullable Object> make(int number);
  }

  private static List<Map<String, @Nullable Object>> all(Maker maker) {
    List<Map<String, @Nullable Object>> records = new ArrayList<>();
    for (int i = 0; i < RECORDS; i++) {
      records.add(maker.make(i));
    }
    return records;
  }

  private String hex(int bytes) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < bytes; i++) {
      text.append(String.format("%02x", 1 + random.nextInt(255)));
    }
    return text.toString();
  }

  private String word() {
    StringBuilder text = new StringBuilder("w");
    for (int i = 0; i < 12; i++) {
      text.append((char) ('a' + random.nextInt(26)));
    }
    return text.toString();
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private String time(int number) {
    return Long.toString(start + number * 1_000_003L + random.nextInt(1000));
  }

  private Map<String, @Nullable Object> attributes(int number) {
    Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
    attributes.put("n", (long) number);
    attributes.put("share", random.nextDouble());
    attributes.put("tag", word());
    attributes.put("even", number % 2 == 0);
    return attributes;
  }

  private Map<String, @Nullable Object> span(int number) {
    Map<String, @Nullable Object> span = new LinkedHashMap<>();
    span.put("traceId", hex(16));
    span.put("spanId", hex(8));
    span.put("parentSpanId", number % 3 == 0 ? "" : hex(8));
    span.put("name", "step " + word());
    span.put("kind", any(KINDS));
    span.put("startTimeUnixNano", time(number));
    span.put("durationNano", Long.toString(random.nextInt(1_000_000_000)));
    span.put("status", any(STATUSES));
    span.put("attributes", attributes(number));
    return span;
  }

  private Map<String, @Nullable Object> log(int number) {
    Map<String, @Nullable Object> span = any(spans);
    Map<String, @Nullable Object> log = new LinkedHashMap<>();
    log.put("timeUnixNano", time(number));
    log.put("observedTimeUnixNano", time(number + 1));
    log.put("severityNumber", (long) (1 + random.nextInt(24)));
    log.put("severityText", word());
    log.put("eventName", number % 4 == 0 ? word() : "");
    log.put("body", "order " + number + (number == 7 ? " of " + word : " came"));
    log.put("attributes", attributes(number));
    log.put("traceId", span.get("traceId"));
    log.put("spanId", span.get("spanId"));
    return log;
  }

  private Map<String, @Nullable Object> point(String type, int number) {
    Map<String, @Nullable Object> point = new LinkedHashMap<>();
    point.put("name", "made." + type);
    point.put("type", type);
    point.put("unit", "By");
    point.put(
        "temporality",
        switch (type) {
          case "sum", "exponentialHistogram" -> "CUMULATIVE";
          case "histogram" -> "DELTA";
          default -> "";
        });
    point.put("monotonic", type.equals("sum"));
    point.put("startTimeUnixNano", Long.toString(start));
    point.put("timeUnixNano", time(number + 1));
    point.put("attributes", attributes(number));
    switch (type) {
      case "gauge" -> point.put("value", random.nextGaussian());
      case "sum" -> point.put("value", random.nextLong(1L << 60));
      case "summary" -> {
        distribution(point, random.nextInt(1_000_000));
        point.put(
            "quantileValues",
            List.of(
                Map.of("quantile", 0.5, "value", random.nextDouble()),
                Map.of("quantile", 0.99, "value", random.nextDouble())));
      }
      case "histogram" -> {
        List<String> buckets = counts(3);
        distribution(point, sum(buckets));
        extremes(point);
        point.put("bucketCounts", buckets);
        point.put("explicitBounds", List.of(0.25, random.nextDouble() + 1));
      }
      default -> {
        List<String> positive = counts(1 + random.nextInt(6));
        List<String> negative = counts(1 + random.nextInt(6));
        int zero = random.nextInt(9);
        distribution(point, zero + sum(positive) + sum(negative));
        extremes(point);
        point.put("scale", (long) random.nextInt(-4, 10));
        point.put("zeroCount", Integer.toString(zero));
        point.put("positive", buckets(positive));
        point.put("negative", buckets(negative));
      }
    }
    if (!type.equals("summary")) {
      point.put("exemplars", List.of(exemplar(number)));
    }
    return point;
  }

  private void distribution(Map<String, @Nullable Object> point, long count) {
    point.put("count", Long.toString(count));
    point.put("sum", random.nextDouble() * 1e6);
  }

  private void extremes(Map<String, @Nullable Object> point) {
    point.put("min", random.nextDouble());
    point.put("max", random.nextDouble() + 1);
  }

  private List<String> counts(int size) {
    return IntStream.range(0, size).mapToObj(i -> Integer.toString(random.nextInt(1000))).toList();
  }

  private static long sum(List<String> counts) {
    return counts.stream().mapToLong(Long::parseLong).sum();
  }

  private Map<String, @Nullable Object> buckets(List<String> counts) {
    Map<String, @Nullable Object> buckets = new LinkedHashMap<>();
    buckets.put("offset", (long) random.nextInt(-20, 20));
    buckets.put("bucketCounts", counts);
    return buckets;
  }

  private Map<String, @Nullable Object> exemplar(int number) {
    Map<String, @Nullable Object> span = any(spans);
    Map<String, @Nullable Object> exemplar = new LinkedHashMap<>();
    exemplar.put("timeUnixNano", time(number));
    exemplar.put("value", random.nextDouble());
    exemplar.put("traceId", span.get("traceId"));
    exemplar.put("spanId", span.get("spanId"));
    exemplar.put("filteredAttributes", Map.of("tag", word()));
    return exemplar;
  }

  private Map<String, @Nullable Object> sample(int number) {
    Map<String, @Nullable Object> sample = new LinkedHashMap<>();
    sample.put("profileId", profileId);
    sample.put("type", "cpu");
    sample.put("unit", "nanoseconds");
    sample.put("timeUnixNano", Long.toString(start));
    sample.put("value", (long) (1 + random.nextInt(1_000_000)));
    sample.put("stack", List.of("leaf " + number, "work " + number % 7, "main"));
    sample.put("attributes", Map.of("thread.name", "pool-" + number % 3));
    Map<String, @Nullable Object> span = any(spans);
    sample.put("traceId", span.get("traceId"));
    sample.put("spanId", span.get("spanId"));
    return sample;
  }

  /** The requests that bring all of it, by signal. */
  Map<String, String> requests() {
    return Map.of(
        "traces",
        request(
            "resourceSpans",
            "scopeSpans",
            Map.of("spans", spans.stream().map(Otlp::span).toList())),
        "logs",
        request(
            "resourceLogs",
            "scopeLogs",
            Map.of("logRecords", logs.stream().map(Otlp::log).toList())),
        "metrics",
        request(
            "resourceMetrics",
            "scopeMetrics",
            Map.of("metrics", points.stream().map(Otlp::metric).toList())),
        "profiles",
        JsonText.write(Otlp.profiles(profileId, Long.toString(start), samples, resource())));
  }

  private static Map<String, @Nullable Object> resource() {
    return Map.of("attributes", Otlp.keyValues(Map.of("service.name", SERVICE)));
  }

  private static String request(String resources, String scopes, Map<String, ?> records) {
    Map<String, @Nullable Object> scope = new LinkedHashMap<>(records);
    scope.put("scope", Map.of("name", "generated", "version", "1"));
    return JsonText.write(
        Map.of(resources, List.of(Map.of("resource", resource(), scopes, List.of(scope)))));
  }
}
