package dev.eyepiece.ui.forward;

import dev.eyepiece.agent.ForwardInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An endpoint as a person writes it: every value as its text, lists and headers a line each.
 *
 * @param isNew whether it is not kept yet, so that its name can be written too
 * @param headers {@code name: value} a line
 * @param where a condition a line
 */
record ForwardDraft(
    boolean isNew,
    boolean enabled,
    String name,
    String url,
    boolean json,
    List<String> signals,
    String what,
    String where,
    String headers,
    String compression,
    String authority,
    String certificate,
    String key,
    boolean unchecked,
    String timeout,
    String maxInFlight,
    String queue,
    String giveUpAfter) {
  private static final List<String> SIGNALS = List.of("traces", "logs", "metrics", "profiles");

  static ForwardDraft of(ForwardInfo info) {
    Map<String, ?> keys = info.keys();
    return new ForwardDraft(
        false,
        info.enabled(),
        info.name(),
        info.url(),
        info.json(),
        keys.get("signals") instanceof List<?> some
            ? some.stream().map(String::valueOf).toList()
            : SIGNALS,
        text(keys, "what"),
        String.join("\n", info.where()),
        info.shownHeaders().entrySet().stream()
            .map(header -> header.getKey() + ": " + header.getValue())
            .collect(Collectors.joining("\n")),
        text(keys, "compression"),
        info.files().authority(),
        info.files().certificate(),
        info.files().key(),
        info.files().unchecked(),
        text(keys, "timeout"),
        text(keys, "max-in-flight"),
        text(keys, "queue"),
        keys.get("give-up-after") == null ? "" : text(keys, "give-up-after"));
  }

  private static String text(Map<String, ?> keys, String key) {
    return String.valueOf(keys.get(key));
  }

  /** One that is to be written, with a name that none of the others has. */
  static ForwardDraft fresh(List<String> names) {
    int number = 1;
    while (names.contains("endpoint-" + number)) {
      number++;
    }
    ForwardDraft like = of(ForwardInfo.of("endpoint-" + number, "http://localhost:5318"));
    return new ForwardDraft(
        true,
        true,
        like.name(),
        "",
        false,
        SIGNALS,
        like.what(),
        "",
        "",
        like.compression(),
        "",
        "",
        "",
        false,
        like.timeout(),
        like.maxInFlight(),
        like.queue(),
        "");
  }

  /**
   * What it says.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  ForwardInfo info() {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("name", name.strip());
    keys.put("enabled", enabled);
    keys.put("url", url.strip());
    if (json) {
      keys.put("protocol", "http/json");
    }
    if (signals.isEmpty()) {
      throw new IllegalArgumentException("signals: none; expected at least one");
    }
    keys.put("signals", signals);
    keys.put("what", what);
    keys.put("where", where.lines().map(String::strip).filter(one -> !one.isEmpty()).toList());
    keys.put("headers", headerMap());
    keys.put("compression", compression);
    keys.put(
        "tls",
        Map.of(
            "ca-file",
            authority,
            "cert-file",
            certificate,
            "key-file",
            key,
            "insecure-skip-verify",
            unchecked));
    put(keys, "timeout", timeout);
    put(keys, "max-in-flight", maxInFlight);
    put(keys, "queue", queue);
    put(keys, "give-up-after", giveUpAfter);
    return ForwardInfo.read(keys);
  }

  private static void put(Map<String, Object> keys, String key, String text) {
    if (!text.isBlank()) {
      keys.put(key, text.strip());
    }
  }

  private Map<String, String> headerMap() {
    Map<String, String> map = new LinkedHashMap<>();
    List<String> lines = new ArrayList<>(headers.lines().toList());
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      int colon = line.indexOf(':');
      if (line.isEmpty()) {
        continue;
      }
      if (colon < 1) {
        throw new IllegalArgumentException(
            "headers: line " + (i + 1) + " has no colon; expected NAME: VALUE");
      }
      map.put(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
    }
    return map;
  }
}
