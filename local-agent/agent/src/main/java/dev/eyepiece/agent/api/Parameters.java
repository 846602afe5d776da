package dev.eyepiece.agent.api;

import dev.eyepiece.agent.QueryException;
import dev.eyepiece.agent.RecordQuery;
import dev.eyepiece.agent.query.SnapshotAnswers;
import dev.eyepiece.net.HttpExchange;
import dev.eyepiece.store.TraceQuery;
import dev.eyepiece.telemetry.Signal;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Reads what a request asks. */
final class Parameters {
  private static final int MAX_SHOWN = 100;
  private static final int MAX_TRACES = 10_000;

  private Parameters() {}

  static RecordQuery recordQuery(HttpExchange exchange) throws QueryException {
    return new RecordQuery(
        signal(exchange),
        text(exchange, "search", ""),
        exchange.parameter("since"),
        limit(exchange, RecordQuery.DEFAULT_LIMIT));
  }

  private static Signal signal(HttpExchange exchange) throws QueryException {
    String text = text(exchange, "signal", "traces");
    for (Signal signal : Signal.values()) {
      if (signal.name().toLowerCase(Locale.ROOT).equals(text)) {
        return signal;
      }
    }
    throw wrong("signal", text, "traces, logs, metrics or profiles");
  }

  static TraceQuery traceQuery(HttpExchange exchange, InstantSource clock) throws QueryException {
    RecordQuery query = recordQuery(exchange);
    return new TraceQuery(
        SnapshotAnswers.search(query.search(), clock),
        query.range(clock.instant()),
        sort(exchange),
        !text(exchange, "order", "descending").equals("ascending"),
        Math.clamp(query.limit(), 1, MAX_TRACES));
  }

  private static TraceQuery.Sort sort(HttpExchange exchange) throws QueryException {
    String text = text(exchange, "sort", "start");
    for (TraceQuery.Sort sort : TraceQuery.Sort.values()) {
      if (sort.name().toLowerCase(Locale.ROOT).equals(text)) {
        return sort;
      }
    }
    String known =
        Arrays.stream(TraceQuery.Sort.values())
            .map(sort -> sort.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));
    throw wrong("sort", text, "one of " + known);
  }

  static String text(HttpExchange exchange, String name, String fallback) {
    String value = exchange.parameter(name);
    return value == null ? fallback : value;
  }

  static boolean flag(HttpExchange exchange, String name) {
    return text(exchange, name, "false").equals("true");
  }

  static long limit(HttpExchange exchange, long fallback) throws QueryException {
    String text = exchange.parameter("limit");
    if (text == null) {
      return fallback;
    }
    if (!text.matches("[0-9]{1,18}")) {
      throw wrong("limit", text, "a number from 0 (all) up");
    }
    return Long.parseLong(text);
  }

  static QueryException wrong(String name, String value, String expected) {
    return new QueryException(
        "parameter " + name + " is '" + bounded(value) + "'; expected " + expected,
        QueryException.NO_POSITION,
        true);
  }

  static String bounded(String text) {
    return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...";
  }
}
