package dev.eyepiece.ui.shell;

import dev.eyepiece.store.TimeRange;
import dev.eyepiece.telemetry.TraceId;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Places and time ranges as text that can be kept and read back. */
final class PlaceText {
  private PlaceText() {}

  static String of(Place place) {
    return switch (place) {
      case Place.Overview overview -> "overview";
      case Place.Traces traces -> "traces";
      case Place.Logs(Place.LogPoint at) when at != null -> "logs/" + of(at);
      case Place.Logs logs -> "logs";
      case Place.Profiles profiles -> "profiles";
      case Place.Rules rules -> "rules";
      case Place.Fleet fleet -> "fleet";
      case Place.Receiver receiver -> "receiver";
      case Place.Forward forward -> "forward";
      case Place.Query query -> "query";
      case Place.Runs runs -> "runs";
      case Place.Settings settings -> "settings";
      case Place.Metrics(String service, String name) ->
          "metrics/" + encoded(service) + "/" + encoded(name);
      case Place.Compare(TraceId left, TraceId right) -> "compare/" + left + "/" + right;
      case Place.Trace(TraceId id, long span) -> "trace/" + id + "/" + TraceId.spanIdText(span);
    };
  }

  /** Reads {@link #of(Place)} back; null for a text that names no place of this version. */
  static @Nullable Place place(String text) {
    return switch (text) {
      case "overview" -> new Place.Overview();
      case "traces" -> new Place.Traces();
      case "logs" -> new Place.Logs();
      case "profiles" -> new Place.Profiles();
      case "rules" -> new Place.Rules();
      case "fleet" -> new Place.Fleet();
      case "receiver" -> new Place.Receiver();
      case "forward" -> new Place.Forward();
      case "query" -> new Place.Query();
      case "runs" -> new Place.Runs();
      case "settings" -> new Place.Settings();
      default -> placeOf(text.split("/", -1));
    };
  }

  private static @Nullable Place placeOf(String[] parts) {
    if (parts.length == 3 && parts[0].equals("metrics")) {
      try {
        return new Place.Metrics(decoded(parts[1]), decoded(parts[2]));
      } catch (IllegalArgumentException e) {
        return null;
      }
    }
    return switch (parts[0]) {
      case "logs" -> logs(parts);
      case "compare" -> compare(parts);
      default -> trace(parts);
    };
  }

  private static @Nullable Place compare(String[] parts) {
    TraceId left = parts.length == 3 ? TraceId.parse(parts[1]) : null;
    TraceId right = parts.length == 3 ? TraceId.parse(parts[2]) : null;
    return left == null || right == null ? null : new Place.Compare(left, right);
  }

  private static String of(Place.LogPoint at) {
    return at.traceId() + "/" + TraceId.spanIdText(at.spanId()) + "/" + at.timeUnixNano();
  }

  private static @Nullable Place logs(String[] parts) {
    TraceId id = parts.length == 4 ? TraceId.parse(parts[1]) : null;
    try {
      return id == null
          ? null
          : new Place.Logs(
              new Place.LogPoint(
                  id, Long.parseUnsignedLong(parts[2], 16), Long.parseLong(parts[3])));
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static @Nullable Place trace(String[] parts) {
    if (parts.length != 3 || !parts[0].equals("trace")) {
      return null;
    }
    TraceId id = TraceId.parse(parts[1]);
    try {
      return id == null ? null : new Place.Trace(id, Long.parseUnsignedLong(parts[2], 16));
    } catch (NumberFormatException e) {
      return null;
    }
  }

  static String of(Ambient.Range range) {
    return switch (range) {
      case Ambient.Range.All all -> "all";
      case Ambient.Range.Last last -> "last/" + last.length();
      case Ambient.Range.Between(TimeRange fixed) ->
          "between/" + fixed.fromUnixNano() + "/" + fixed.toUnixNano();
    };
  }

  /** Reads {@link #of(Ambient.Range)} back; all time for any other text. */
  static Ambient.Range range(String text) {
    String[] parts = text.split("/", -1);
    try {
      return switch (parts[0] + parts.length) {
        case "last2" -> new Ambient.Range.Last(Duration.parse(parts[1]));
        case "between3" ->
            new Ambient.Range.Between(
                new TimeRange(Long.parseLong(parts[1]), Long.parseLong(parts[2])));
        default -> new Ambient.Range.All();
      };
    } catch (DateTimeException | NumberFormatException e) {
      return new Ambient.Range.All();
    }
  }
}
