package dev.eyepiece.agent.settings;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * When host metrics are taken.
 *
 * @param interval null for never
 * @param withoutWindow whether also where there is no window
 */
public record HostPace(@Nullable Duration interval, boolean withoutWindow) {
  /** While a window shows them, so that a server holds only what was sent to it. */
  public static final HostPace WINDOW = new HostPace(Duration.ofSeconds(10), false);

  static HostPace parse(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "off" -> new HostPace(null, false);
      case "window" -> WINDOW;
      default -> {
        Duration every = Durations.parse(text);
        if (every.toMillis() < 1000 || every.toMinutes() > 10) {
          throw new IllegalArgumentException("out of range");
        }
        yield new HostPace(every, true);
      }
    };
  }

  /** The interval where there is a window or is none; null for never. */
  public @Nullable Duration every(boolean window) {
    return window || withoutWindow ? interval : null;
  }
}
