package dev.eyepiece.agent.settings;

import dev.eyepiece.agent.ForwardInfo;
import dev.eyepiece.agent.HostPort;
import dev.eyepiece.agent.forward.ForwardList;
import dev.eyepiece.net.OriginPattern;
import dev.eyepiece.pipeline.Durability;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * One setting.
 *
 * @param key its dotted path in the settings file
 * @param flag the command line option, empty when it has none
 * @param environment its variable
 * @param expected what a value looks like, for error messages
 * @param reader reads a value; throws IllegalArgumentException saying what is wrong
 */
public record Setting<T>(
    String key, String flag, String environment, String expected, Reader<T> reader) {

  /** Reads a value from its text. */
  public interface Reader<T> {
    T read(String text);
  }

  private static final String ADDRESS = "HOST:PORT, for instance localhost:4317";
  private static final String SIZE = "a size such as 512MB or 10GiB";

  public static final Setting<Path> DATA =
      new Setting<>("data", "--data", "EYEPIECE_DATA", "a folder", Setting::path);
  public static final Setting<HostPort> OTLP_GRPC =
      new Setting<>("otlp.grpc", "--otlp-grpc", "EYEPIECE_OTLP_GRPC", ADDRESS, HostPort::parse);
  public static final Setting<HostPort> OTLP_HTTP =
      new Setting<>("otlp.http", "--otlp-http", "EYEPIECE_OTLP_HTTP", ADDRESS, HostPort::parse);
  public static final Setting<HostPort> API =
      new Setting<>("api", "--api", "EYEPIECE_API", ADDRESS, HostPort::parse);
  public static final Setting<HostPort> OPAMP =
      new Setting<>("opamp", "--opamp", "EYEPIECE_OPAMP", ADDRESS, HostPort::parse);
  public static final Setting<URI> OPAMP_CONNECT =
      new Setting<>(
          "opamp-connect",
          "--opamp-connect",
          "EYEPIECE_OPAMP_CONNECT",
          "a URL of ws, wss, http or https, such as ws://localhost:4320/v1/opamp",
          Setting::opampUrl);
  public static final Setting<Path> OPAMP_TOKEN =
      new Setting<>(
          "opamp-token-file",
          "--opamp-token-file",
          "EYEPIECE_OPAMP_TOKEN_FILE",
          "a file that holds the token",
          Setting::path);
  public static final Setting<List<ForwardInfo>> FORWARD =
      new Setting<>(
          "forward",
          "--forward",
          "EYEPIECE_FORWARD",
          "[NAME=]URL with commas between, such as team=grpc://otel.example:4317; in the file a list"
              + " of endpoints too",
          ForwardList::read);
  public static final Setting<Durability> DURABILITY =
      new Setting<>(
          "durability", "", "EYEPIECE_DURABILITY", "group, strict or none", Setting::durability);
  public static final Setting<Long> STORE_CAP =
      size("caps.store", "EYEPIECE_CAPS_STORE", 100_000_000L, Long.MAX_VALUE);
  public static final Setting<Duration> STORE_AGE =
      new Setting<>(
          "caps.age",
          "",
          "EYEPIECE_CAPS_AGE",
          "off, or a time from 1m to 100 years, such as 7d",
          Setting::storeAge);
  public static final Setting<Long> RING_CAP =
      size("caps.ring", "EYEPIECE_CAPS_RING", 16L << 20, 64L << 30);
  public static final Setting<Long> MEMORY_CAP =
      size("caps.memory", "EYEPIECE_CAPS_MEMORY", 256L << 20, 1L << 40);
  public static final Setting<Long> QUEUE_CAP =
      size("caps.queue", "EYEPIECE_CAPS_QUEUE", 1L << 20, 16L << 30);
  public static final Setting<Long> REQUEST_CAP =
      size("caps.request", "EYEPIECE_CAPS_REQUEST", 1L << 20, 1L << 30);
  public static final Setting<Long> ANSWER_CAP =
      size("caps.answer", "EYEPIECE_CAPS_ANSWER", 256, 4L << 20);
  public static final Setting<String> STORE_URL =
      new Setting<>(
          "store.url",
          "--store",
          "EYEPIECE_STORE_URL",
          "clickhouse://[USER@]HOST:PORT[,HOST:PORT..]/DATABASE, or https:// for TLS",
          text -> text);
  public static final Setting<Path> STORE_PASSWORD =
      new Setting<>(
          "store.password-file",
          "--store-password-file",
          "EYEPIECE_STORE_PASSWORD_FILE",
          "a file that holds the password",
          Setting::path);
  public static final Setting<String> STORE_WRITE =
      choice("store.write", "--store-write", "EYEPIECE_STORE_WRITE", "off", "on", "create");
  public static final Setting<String> STORE_CLUSTER =
      new Setting<>(
          "store.cluster", "", "EYEPIECE_STORE_CLUSTER", "the name of a cluster", text -> text);
  public static final Setting<Duration> SEAL_AFTER =
      new Setting<>(
          "seal-after",
          "",
          "EYEPIECE_SEAL_AFTER",
          "a time from 100ms to 10m, such as 5s",
          Setting::sealAfter);
  public static final Setting<HostPace> HOST_METRICS =
      new Setting<>(
          "host-metrics",
          "",
          "EYEPIECE_HOST_METRICS",
          "window, off, or a time from 1s to 10m, such as 10s",
          HostPace::parse);
  public static final Setting<List<String>> ORIGINS =
      new Setting<>(
          "otlp.origins",
          "",
          "EYEPIECE_OTLP_ORIGINS",
          "origins with commas between, such as https://shop.example, https://*.shop.example or"
              + " http://shop.example:*",
          Setting::origins);
  public static final Setting<Path> TLS_CERTIFICATE =
      new Setting<>(
          "tls.certificate",
          "--tls-certificate",
          "EYEPIECE_TLS_CERTIFICATE",
          "a PEM file",
          Setting::path);
  public static final Setting<Path> TLS_KEY =
      new Setting<>("tls.key", "--tls-key", "EYEPIECE_TLS_KEY", "a PEM file", Setting::path);
  public static final Setting<Path> TLS_CLIENT_CA =
      new Setting<>(
          "tls.client-ca",
          "--tls-client-ca",
          "EYEPIECE_TLS_CLIENT_CA",
          "a PEM file of certificates",
          Setting::path);
  public static final Setting<String> TLS_CLIENT_AUTH =
      choice(
          "tls.client-auth",
          "--tls-client-auth",
          "EYEPIECE_TLS_CLIENT_AUTH",
          "required",
          "optional");
  public static final Setting<Path> SENDER_TOKEN =
      new Setting<>(
          "otlp.token-file",
          "",
          "EYEPIECE_OTLP_TOKEN_FILE",
          "a file that holds the token",
          Setting::path);
  public static final Setting<Boolean> INSECURE =
      new Setting<>("insecure", "", "EYEPIECE_INSECURE", "true or false", Setting::flag);

  public static final Setting<String> WINDOW_THEME =
      choice("window.theme", "", "EYEPIECE_WINDOW_THEME", "system", "light", "dark");
  public static final Setting<String> WINDOW_DENSITY =
      choice("window.density", "", "EYEPIECE_WINDOW_DENSITY", "normal", "compact", "relaxed");
  public static final Setting<String> WINDOW_TEXT =
      choice("window.text", "", "EYEPIECE_WINDOW_TEXT", "normal", "small", "large");
  public static final Setting<String> WINDOW_ZONE =
      choice("window.zone", "", "EYEPIECE_WINDOW_ZONE", "local", "utc");
  public static final Setting<String> WINDOW_MOTION =
      choice("window.motion", "", "EYEPIECE_WINDOW_MOTION", "full", "reduced");

  public static final Setting<Duration> QUERY_TIME =
      new Setting<>(
          "query.time-limit",
          "",
          "EYEPIECE_QUERY_TIME_LIMIT",
          "a time from 1s to 1h, such as 30s",
          Setting::queryTime);
  public static final Setting<Integer> QUERY_ROWS =
      new Setting<>(
          "query.rows",
          "",
          "EYEPIECE_QUERY_ROWS",
          "a number from 1 to 1000000",
          Setting::queryRows);

  /** How the window looks. */
  public static final List<Setting<String>> WINDOW =
      List.of(WINDOW_THEME, WINDOW_DENSITY, WINDOW_TEXT, WINDOW_ZONE, WINDOW_MOTION);

  /** Every setting there is. */
  public static final List<Setting<?>> ALL =
      List.of(
          DATA,
          OTLP_GRPC,
          OTLP_HTTP,
          API,
          OPAMP,
          OPAMP_CONNECT,
          OPAMP_TOKEN,
          FORWARD,
          DURABILITY,
          STORE_CAP,
          STORE_AGE,
          RING_CAP,
          MEMORY_CAP,
          QUEUE_CAP,
          REQUEST_CAP,
          ANSWER_CAP,
          STORE_URL,
          STORE_PASSWORD,
          STORE_WRITE,
          STORE_CLUSTER,
          SEAL_AFTER,
          HOST_METRICS,
          ORIGINS,
          TLS_CERTIFICATE,
          TLS_KEY,
          TLS_CLIENT_CA,
          TLS_CLIENT_AUTH,
          SENDER_TOKEN,
          INSECURE,
          WINDOW_THEME,
          WINDOW_DENSITY,
          WINDOW_TEXT,
          WINDOW_ZONE,
          WINDOW_MOTION,
          QUERY_TIME,
          QUERY_ROWS);

  private static Setting<String> choice(
      String key, String flag, String environment, String... values) {
    List<String> all = List.of(values);
    String last = all.getLast();
    String expected = String.join(", ", all.subList(0, all.size() - 1)) + " or " + last;
    return new Setting<>(
        key,
        flag,
        environment,
        expected,
        text -> {
          String value = text.toLowerCase(Locale.ROOT);
          if (!all.contains(value)) {
            throw new IllegalArgumentException("no such choice");
          }
          return value;
        });
  }

  private static Setting<Long> size(String key, String environment, long least, long most) {
    return new Setting<>(key, "", environment, SIZE, text -> Sizes.parse(text, least, most));
  }

  private static Path path(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("it is empty");
    }
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("no path of this system", e);
    }
  }

  private static URI opampUrl(String text) {
    URI url = URI.create(text);
    String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    if (!List.of("ws", "wss", "http", "https").contains(scheme) || url.getHost() == null) {
      throw new IllegalArgumentException("no URL of these kinds with a host");
    }
    if (url.getRawUserInfo() != null || url.getRawFragment() != null) {
      throw new IllegalArgumentException("it has a user or a fragment");
    }
    return url;
  }

  private static Durability durability(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "group" -> Durability.GROUP;
      case "strict" -> Durability.STRICT;
      case "none" -> Durability.NONE;
      default -> throw new IllegalArgumentException("no such durability");
    };
  }

  private static Duration sealAfter(String text) {
    Duration time = Durations.parse(text);
    if (time.toMillis() < 100 || time.toMinutes() > 10) {
      throw new IllegalArgumentException("out of range");
    }
    return time;
  }

  private static Duration queryTime(String text) {
    Duration time = Durations.parse(text);
    if (time.toMillis() < 1000 || time.toHours() > 1) {
      throw new IllegalArgumentException("out of range");
    }
    return time;
  }

  private static Integer queryRows(String text) {
    if (!text.matches("[1-9][0-9]{0,5}|1000000")) {
      throw new IllegalArgumentException("out of range, or no number");
    }
    return Integer.valueOf(text);
  }

  private static Duration storeAge(String text) {
    if (text.equalsIgnoreCase("off")) {
      return Duration.ZERO;
    }
    Duration time = Durations.parse(text);
    if (time.toSeconds() < 60) {
      throw new IllegalArgumentException("out of range");
    }
    return time;
  }

  private static List<String> origins(String text) {
    return text.lines()
        .flatMap(line -> List.of(line.split(",", -1)).stream())
        .map(String::strip)
        .filter(origin -> !origin.isEmpty())
        .peek(OriginPattern::of)
        .toList();
  }

  private static Boolean flag(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("neither true nor false");
    };
  }
}
