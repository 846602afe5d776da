package dev.eyepiece.agent.bundle;

import dev.eyepiece.telemetry.Signal;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names of the parts of a bundle, which is a zip file, and how large each may be. */
public final class BundleParts {
  public static final String MANIFEST = "manifest.json";
  public static final String RULES = "rules.json";
  public static final String VIEWS = "views.txt";

  /** Receivers take no larger requests by default (OTLP 1.11). */
  public static final int MOST_REQUEST = 64 << 20;

  private static final long KIB = 1024;
  private static final long MOST_TELEMETRY = 64L << 30;
  private static final Map<String, Long> MOST = most();

  private BundleParts() {}

  private static Map<String, Long> most() {
    Map<String, Long> most = new LinkedHashMap<>();
    most.put(MANIFEST, 64 * KIB);
    most.put(RULES, 32 * KIB * KIB);
    most.put(VIEWS, 256 * KIB);
    for (Signal signal : Signal.values()) {
      most.put(telemetry(signal), MOST_TELEMETRY);
    }
    return most;
  }

  /**
   * Where the requests of a signal are: before each its length in four bytes, the high one first.
   */
  public static String telemetry(Signal signal) {
    return "telemetry/" + signal.name().toLowerCase(Locale.ROOT) + ".binpb";
  }

  /** Bytes that a part may have when it is unpacked; null for a name that is no part. */
  public static @Nullable Long most(String name) {
    return MOST.get(name);
  }

  /** How many parts there can be. */
  public static int count() {
    return MOST.size();
  }
}
