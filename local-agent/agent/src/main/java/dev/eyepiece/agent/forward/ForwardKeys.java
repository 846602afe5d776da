package dev.eyepiece.agent.forward;

import dev.eyepiece.agent.ForwardInfo;
import dev.eyepiece.agent.RuleSetInfo;
import dev.eyepiece.agent.settings.Durations;
import dev.eyepiece.agent.settings.Sizes;
import dev.eyepiece.otlp.ExportTarget;
import dev.eyepiece.otlp.OtlpAddress;
import dev.eyepiece.pipeline.ForwardEndpoint;
import dev.eyepiece.pipeline.RoadRule;
import dev.eyepiece.telemetry.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * An endpoint as keys and values, the same in the settings file and in the local API. Values are
 * texts, lists, maps, numbers and booleans.
 */
public final class ForwardKeys {
  private static final int MOST_HEADERS = 50;
  private static final int LONGEST_CONDITION = 10_000;
  private static final Set<String> KEYS =
      new TreeSet<>(
          Set.of(
              "name",
              "enabled",
              "url",
              "protocol",
              "signals",
              "what",
              "where",
              "headers",
              "compression",
              "tls",
              "timeout",
              "max-in-flight",
              "queue",
              "give-up-after"));
  private static final Set<String> TLS_KEYS =
      new TreeSet<>(Set.of("ca-file", "cert-file", "key-file", "insecure-skip-verify"));

  private ForwardKeys() {}

  /**
   * Reads an endpoint; keys that are not there have their defaults.
   *
   * @throws IllegalArgumentException saying which key is wrong and what was expected
   */
  public static ForwardInfo read(Map<?, ?> map) {
    known(map, KEYS, "of an endpoint");
    String name = text(map, "name", "");
    if (!RoadRule.isId(name)) {
      throw new IllegalArgumentException(
          "name: '"
              + bounded(name)
              + "' is no name of an endpoint; expected lower-case letters, digits, . _ -, at most"
              + " 64, the first a letter or digit");
    }
    String protocol = text(map, "protocol", "");
    String url = url(text(map, "url", ""), protocol);
    ForwardInfo defaults = ForwardInfo.of(name, url);
    return new ForwardInfo(
        name,
        flag(map, "enabled", true),
        url,
        protocol.equals(ExportTarget.Protocol.HTTP_JSON.text()),
        signals(map),
        what(text(map, "what", "raw")),
        where(map),
        headers(map),
        compression(text(map, "compression", "gzip")),
        files(map),
        duration("timeout", text(map, "timeout", "10s"), ForwardInfo.MOST_TIMEOUT),
        number(map, "max-in-flight", defaults.maxInFlight(), ForwardEndpoint.MOST_IN_FLIGHT),
        size(text(map, "queue", Long.toString(defaults.queueBytes()))),
        map.get("give-up-after") == null
            ? null
            : duration("give-up-after", text(map, "give-up-after", ""), Duration.ofDays(366)));
  }

  private static void known(Map<?, ?> map, Set<String> keys, String what) {
    for (Object key : map.keySet()) {
      if (!keys.contains(String.valueOf(key))) {
        throw new IllegalArgumentException(
            "unknown key '"
                + bounded(String.valueOf(key))
                + "' "
                + what
                + "; expected one of: "
                + String.join(", ", keys));
      }
    }
  }

  private static String bounded(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "...";
  }

  private static String text(Map<?, ?> map, String key, String fallback) {
    return switch (map.get(key)) {
      case null -> fallback;
      case Map<?, ?> _ -> throw expected(key, "a mapping", "plain text");
      case List<?> _ -> throw expected(key, "a list", "plain text");
      case Object value -> String.valueOf(value).strip();
    };
  }

  private static IllegalArgumentException expected(String key, String what, String expected) {
    return new IllegalArgumentException(key + ": " + what + "; expected " + expected);
  }

  /** What {@code OTEL_EXPORTER_OTLP_PROTOCOL} says with an http URL is said by its scheme here. */
  private static String url(String text, String protocol) {
    if (text.isEmpty()) {
      throw expected("url", "it is missing", "such as grpc://HOST:4317 or http://HOST:4318");
    }
    boolean grpc =
        switch (protocol) {
          case "grpc" -> true;
          case "http/protobuf", "http/json", "" -> false;
          default ->
              throw expected(
                  "protocol", "'" + bounded(protocol) + "'", "grpc, http/protobuf or http/json");
        };
    String url = text;
    if (grpc) {
      url =
          text.startsWith("http://")
              ? "grpc://" + text.substring(7)
              : text.startsWith("https://")
                  ? "grpcs://" + text.substring(8)
                  : text.contains("://") ? text : "grpc://" + text;
    } else if (!protocol.isEmpty() && !text.contains("://")) {
      url = "http://" + text;
    }
    try {
      if (OtlpAddress.parse(url).grpc() && !grpc && !protocol.isEmpty()) {
        throw new IllegalArgumentException("'" + url + "' is of gRPC, and protocol " + protocol);
      }
      return url;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("url: " + e.getMessage(), e);
    }
  }

  private static boolean flag(Map<?, ?> map, String key, boolean fallback) {
    String text = text(map, key, Boolean.toString(fallback));
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw expected(key, "'" + bounded(text) + "'", "true or false");
    };
  }

  private static int number(Map<?, ?> map, String key, int fallback, int most) {
    String text = text(map, key, Integer.toString(fallback));
    int number = text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : 0;
    if (number < 1 || number > most) {
      throw expected(key, "'" + bounded(text) + "'", "a number from 1 to " + most);
    }
    return number;
  }

  private static List<String> list(Map<?, ?> map, String key) {
    Object value = map.get(key);
    List<String> all = new ArrayList<>();
    switch (value) {
      case null -> {}
      case List<?> list -> list.forEach(one -> all.add(String.valueOf(one).strip()));
      case Map<?, ?> _ -> throw expected(key, "a mapping", "a list");
      default -> all.add(String.valueOf(value).strip());
    }
    return all;
  }

  private static Set<Signal> signals(Map<?, ?> map) {
    Set<Signal> signals = EnumSet.noneOf(Signal.class);
    for (String one : list(map, "signals")) {
      for (String name : one.split("[,\\s]+", -1)) {
        if (!name.isEmpty()) {
          signals.add(RuleSetInfo.signal(name));
        }
      }
    }
    return signals.isEmpty() ? EnumSet.allOf(Signal.class) : signals;
  }

  private static ForwardEndpoint.Form what(String text) {
    return switch (text) {
      case "raw" -> ForwardEndpoint.Form.RAW;
      case "ruled" -> ForwardEndpoint.Form.RULED;
      default -> throw expected("what", "'" + bounded(text) + "'", "raw or ruled");
    };
  }

  private static List<String> where(Map<?, ?> map) {
    List<String> all = list(map, "where").stream().filter(one -> !one.isEmpty()).toList();
    if (all.size() > ForwardEndpoint.MOST_CONDITIONS
        || all.stream().anyMatch(one -> one.length() > LONGEST_CONDITION)) {
      throw expected(
          "where",
          all.size() + " conditions",
          "at most "
              + ForwardEndpoint.MOST_CONDITIONS
              + " of at most "
              + LONGEST_CONDITION
              + " characters");
    }
    return all;
  }

  private static Map<String, String> headers(Map<?, ?> map) {
    Map<String, String> headers = new LinkedHashMap<>();
    switch (map.get("headers")) {
      case null -> {}
      case Map<?, ?> written -> {
        if (written.size() > MOST_HEADERS) {
          throw expected("headers", written.size() + " of them", "at most " + MOST_HEADERS);
        }
        for (Object key : written.keySet()) {
          headers.put(String.valueOf(key).strip(), text(written, String.valueOf(key), ""));
        }
      }
      default -> throw expected("headers", "no mapping", "names with values");
    }
    return headers;
  }

  private static ExportTarget.Compression compression(String text) {
    return switch (text) {
      case "none" -> ExportTarget.Compression.NONE;
      case "gzip" -> ExportTarget.Compression.GZIP;
      case "zstd" -> ExportTarget.Compression.ZSTD;
      default -> throw expected("compression", "'" + bounded(text) + "'", "none, gzip or zstd");
    };
  }

  private static ForwardInfo.Files files(Map<?, ?> map) {
    return switch (map.get("tls")) {
      case null -> ForwardInfo.Files.NONE;
      case Map<?, ?> tls -> {
        known(tls, TLS_KEYS, "of tls");
        yield new ForwardInfo.Files(
            text(tls, "ca-file", ""),
            text(tls, "cert-file", ""),
            text(tls, "key-file", ""),
            flag(tls, "insecure-skip-verify", false));
      }
      default -> throw expected("tls", "no mapping", String.join(", ", TLS_KEYS));
    };
  }

  private static Duration duration(String key, String text, Duration most) {
    try {
      Duration time = Durations.parse(text);
      if (time.toMillis() >= 1 && time.compareTo(most) <= 0) {
        return time;
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          key + ": '" + bounded(text) + "'; expected a time such as 10s", e);
    }
    throw expected(key, "'" + bounded(text) + "'", "1ms to " + ForwardText.time(most));
  }

  private static long size(String text) {
    try {
      return Sizes.parse(text, ForwardEndpoint.LEAST_QUEUE, 1L << 44);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "queue: '" + bounded(text) + "', " + e.getMessage() + "; expected such as 512MiB", e);
    }
  }
}
