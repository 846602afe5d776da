package dev.eyepiece.agent;

import dev.eyepiece.telemetry.Signal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a bundle says of itself.
 *
 * @param format the version of the file's form
 * @param product the version that wrote it
 * @param search what was asked for, empty for everything
 * @param parts of each signal that has any
 * @param fromUnixNano the time of the oldest record, 0 for none
 * @param toUnixNano the time of the newest record
 * @param rules how many rule sets are in it
 * @param views whether saved views are in it
 */
public record BundleManifest(
    int format,
    String product,
    Instant created,
    String search,
    Map<Signal, Part> parts,
    long fromUnixNano,
    long toUnixNano,
    int rules,
    boolean views) {
  /** The version that this program writes, and the newest that it reads. */
  public static final int FORMAT = 1;

  private static final long MOST_RECORDS = 1L << 40;

  /** What there is of a signal: spans, log records, data points or samples. */
  public record Part(long records, long requests) {}

  public BundleManifest {
    parts = Map.copyOf(parts);
  }

  /** Records of all signals. */
  public long records() {
    return parts.values().stream().mapToLong(Part::records).sum();
  }

  /** The records by signal, as {@code 12 spans, 3 log records}. */
  public String text() {
    List<String> all = new ArrayList<>();
    for (Signal signal : Signal.values()) {
      Part part = parts.get(signal);
      if (part != null) {
        all.add(String.format(Locale.ROOT, "%,d %s", part.records(), noun(signal)));
      }
    }
    return all.isEmpty() ? "no records" : String.join(", ", all);
  }

  private static String noun(Signal signal) {
    return switch (signal) {
      case TRACES -> "spans";
      case LOGS -> "log records";
      case METRICS -> "data points";
      case PROFILES -> "samples";
    };
  }

  /** The manifest as the text of a JSON object. */
  public String json() {
    Map<String, @Nullable Object> signals = new LinkedHashMap<>();
    for (Signal signal : Signal.values()) {
      Part part = parts.get(signal);
      if (part != null) {
        Map<String, @Nullable Object> one = new LinkedHashMap<>();
        one.put("records", part.records());
        one.put("requests", part.requests());
        signals.put(signal.name().toLowerCase(Locale.ROOT), one);
      }
    }
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("format", format);
    json.put("product", product);
    json.put("created", created.toString());
    json.put("search", search);
    json.put("signals", signals);
    json.put("fromUnixNano", fromUnixNano);
    json.put("toUnixNano", toUnixNano);
    json.put("rules", rules);
    json.put("views", views);
    return JsonText.write(json);
  }

  /**
   * Reads {@link #json} back; keys that it does not know are for later versions of the same form.
   *
   * @throws BundleException for anything else, and for a form that is newer
   */
  public static BundleManifest read(String text) throws BundleException {
    try {
      Map<String, @Nullable Object> json = JsonText.readObject(text);
      long format = number(json, "format", 1, Integer.MAX_VALUE);
      if (format > FORMAT) {
        throw new BundleException(
            "a bundle of form "
                + format
                + "; expected at most "
                + FORMAT
                + ", so a newer version of Eyepiece has to open it");
      }
      Map<Signal, Part> parts = new EnumMap<>(Signal.class);
      if (!(json.get("signals") instanceof Map<?, ?> signals)) {
        throw new IllegalArgumentException("signals: expected an object");
      }
      for (Map.Entry<?, ?> entry : signals.entrySet()) {
        Map<String, @Nullable Object> one = new LinkedHashMap<>();
        if (entry.getValue() instanceof Map<?, ?> map) {
          map.forEach((key, value) -> one.put(String.valueOf(key), value));
        }
        parts.put(
            RuleSetInfo.signal(String.valueOf(entry.getKey())),
            new Part(
                number(one, "records", 0, MOST_RECORDS), number(one, "requests", 0, MOST_RECORDS)));
      }
      return new BundleManifest(
          (int) format,
          text(json, "product"),
          Instant.parse(text(json, "created")),
          text(json, "search"),
          parts,
          number(json, "fromUnixNano", Long.MIN_VALUE, Long.MAX_VALUE),
          number(json, "toUnixNano", Long.MIN_VALUE, Long.MAX_VALUE),
          (int) number(json, "rules", 0, Integer.MAX_VALUE),
          Boolean.TRUE.equals(json.get("views")));
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new BundleException("a manifest that cannot be read: " + e.getMessage(), e);
    }
  }

  private static long number(
      Map<String, @Nullable Object> json, String key, long least, long most) {
    if (json.get(key) instanceof Long number && number >= least && number <= most) {
      return number;
    }
    throw new IllegalArgumentException(key + ": expected a whole number in range");
  }

  private static String text(Map<String, @Nullable Object> json, String key) {
    if (json.get(key) instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException(key + ": expected a text");
  }
}
