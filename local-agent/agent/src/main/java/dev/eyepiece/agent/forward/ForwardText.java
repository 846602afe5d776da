package dev.eyepiece.agent.forward;

import dev.eyepiece.agent.ForwardInfo;
import dev.eyepiece.otlp.ExportTarget;
import dev.eyepiece.telemetry.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes endpoints as the keys and values that {@link ForwardKeys} reads. */
public final class ForwardText {
  private ForwardText() {}

  /**
   * Writes an endpoint: what is not the default, name and URL first.
   *
   * @param headers as they are to be written
   */
  public static Map<String, @Nullable Object> write(ForwardInfo info, Map<String, String> headers) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("name", info.name());
    map.put("url", info.url());
    map.put("enabled", info.enabled());
    if (info.json()) {
      map.put("protocol", ExportTarget.Protocol.HTTP_JSON.text());
    }
    if (info.signals().size() < Signal.values().length) {
      List<@Nullable Object> names = new ArrayList<>();
      info.signals().stream().sorted().forEach(one -> names.add(lower(one)));
      map.put("signals", names);
    }
    map.put("what", lower(info.form()));
    if (!info.where().isEmpty()) {
      map.put("where", info.where());
    }
    if (!headers.isEmpty()) {
      map.put("headers", headers);
    }
    map.put("compression", lower(info.compression()));
    if (!info.files().equals(ForwardInfo.Files.NONE)) {
      map.put("tls", tls(info.files()));
    }
    map.put("timeout", time(info.timeout()));
    map.put("max-in-flight", (long) info.maxInFlight());
    map.put("queue", size(info.queueBytes()));
    Duration age = info.giveUpAfter();
    if (age != null) {
      map.put("give-up-after", time(age));
    }
    return map;
  }

  private static Map<String, @Nullable Object> tls(ForwardInfo.Files files) {
    Map<String, @Nullable Object> tls = new LinkedHashMap<>();
    putText(tls, "ca-file", files.authority());
    putText(tls, "cert-file", files.certificate());
    putText(tls, "key-file", files.key());
    if (files.unchecked()) {
      tls.put("insecure-skip-verify", true);
    }
    return tls;
  }

  private static void putText(Map<String, @Nullable Object> map, String key, String text) {
    if (!text.isEmpty()) {
      map.put(key, text);
    }
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** A time as {@link ForwardKeys} reads it. */
  static String time(Duration time) {
    long millis = time.toMillis();
    if (millis % 3_600_000 == 0) {
      return millis / 3_600_000 + "h";
    }
    return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
  }

  private static String size(long bytes) {
    return bytes % (1 << 20) == 0 ? (bytes >> 20) + "MiB" : bytes + "B";
  }
}
