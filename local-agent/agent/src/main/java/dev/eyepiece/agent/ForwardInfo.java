package dev.eyepiece.agent;

import dev.eyepiece.agent.forward.ForwardKeys;
import dev.eyepiece.agent.forward.ForwardText;
import dev.eyepiece.otlp.ExportTarget;
import dev.eyepiece.otlp.OtlpAddress;
import dev.eyepiece.pipeline.ForwardEndpoint;
import dev.eyepiece.telemetry.Signal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint of the forwarder as it is kept. Header values may be secrets: {@link #toString}
 * leaves them out.
 *
 * @param url {@code http://HOST:PORT}, {@code https://HOST[/PATH]}, {@code grpc://HOST:PORT},
 *     {@code grpcs://HOST:PORT} or {@code HOST:PORT}
 * @param json over HTTP, JSON rather than protobuf
 * @param signals those that go, at least one
 * @param headers as written: {@code ${env:NAME}} in a value stands for a variable
 * @param files PEM files by path, empty for none: trusted authority, own certificate, its key
 */
public record ForwardInfo(
    String name,
    boolean enabled,
    String url,
    boolean json,
    Set<Signal> signals,
    ForwardEndpoint.Form form,
    List<String> where,
    Map<String, String> headers,
    ExportTarget.Compression compression,
    Files files,
    Duration timeout,
    int maxInFlight,
    long queueBytes,
    @Nullable Duration giveUpAfter) {
  private static final Pattern VARIABLE =
      Pattern.compile("\\$\\{env:([A-Za-z_][A-Za-z0-9_]{0,200})}");

  /** The longest timeout. */
  public static final Duration MOST_TIMEOUT = Duration.ofMinutes(10);

  /**
   * Files of TLS.
   *
   * @param unchecked take any certificate of any host
   */
  public record Files(String authority, String certificate, String key, boolean unchecked) {
    public static final Files NONE = new Files("", "", "", false);
  }

  public ForwardInfo {
    signals = Set.copyOf(signals);
    where = List.copyOf(where);
    // In the order in which they are written.
    headers = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }

  /** An endpoint that is on, with the defaults. */
  public static ForwardInfo of(String name, String url) {
    return new ForwardInfo(
        name,
        true,
        url,
        false,
        EnumSet.allOf(Signal.class),
        ForwardEndpoint.Form.RAW,
        List.of(),
        Map.of(),
        ExportTarget.Compression.GZIP,
        Files.NONE,
        Duration.ofSeconds(10),
        ForwardEndpoint.DEFAULT_IN_FLIGHT,
        ForwardEndpoint.DEFAULT_QUEUE,
        null);
  }

  /**
   * Reads an endpoint from the keys of the settings file.
   *
   * @throws IllegalArgumentException saying which key is wrong and what was expected
   */
  public static ForwardInfo read(Map<String, ?> keys) {
    return ForwardKeys.read(keys);
  }

  /** The keys of the settings file; secret values of headers are {@link #HIDDEN}. */
  public Map<String, @Nullable Object> keys() {
    return ForwardText.write(this, shownHeaders());
  }

  public ForwardInfo withEnabled(boolean on) {
    return new ForwardInfo(
        name,
        on,
        url,
        json,
        signals,
        form,
        where,
        headers,
        compression,
        files,
        timeout,
        maxInFlight,
        queueBytes,
        giveUpAfter);
  }

  public ForwardInfo withHeaders(Map<String, String> others) {
    return new ForwardInfo(
        name,
        enabled,
        url,
        json,
        signals,
        form,
        where,
        others,
        compression,
        files,
        timeout,
        maxInFlight,
        queueBytes,
        giveUpAfter);
  }

  /**
   * As the road has it.
   *
   * @param environment what {@code ${env:NAME}} stands for
   * @throws IllegalArgumentException saying what is wrong; header values are never in it
   */
  public ForwardEndpoint endpoint(Map<String, String> environment) {
    OtlpAddress address = OtlpAddress.parse(url);
    if (json && address.grpc()) {
      throw new IllegalArgumentException("url: " + url + " is of gRPC; expected http for JSON");
    }
    if (timeout.toMillis() < 1 || timeout.compareTo(MOST_TIMEOUT) > 0) {
      throw new IllegalArgumentException("timeout: expected 1ms to 10m");
    }
    ExportTarget.Protocol protocol =
        address.grpc()
            ? ExportTarget.Protocol.GRPC
            : json ? ExportTarget.Protocol.HTTP_JSON : ExportTarget.Protocol.HTTP_PROTOBUF;
    Map<String, String> known = new LinkedHashMap<>();
    headers.forEach((header, value) -> known.put(header, resolved(header, value, environment)));
    ExportTarget target =
        new ExportTarget(
            address,
            protocol,
            known,
            compression,
            new ExportTarget.TrustFiles(
                path("ca-file", files.authority()),
                path("cert-file", files.certificate()),
                path("key-file", files.key()),
                files.unchecked()),
            timeout);
    return new ForwardEndpoint(
        name, enabled, target, signals, form, where, maxInFlight, queueBytes, giveUpAfter);
  }

  private static @Nullable Path path(String key, String text) {
    try {
      return text.isBlank() ? null : Path.of(text);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(key + ": '" + text + "' is no path of this system", e);
    }
  }

  private static String resolved(String header, String value, Map<String, String> environment) {
    Matcher matcher = VARIABLE.matcher(value);
    StringBuilder text = new StringBuilder();
    while (matcher.find()) {
      String variable = matcher.group(1);
      String known = environment.get(variable);
      if (known == null) {
        throw new IllegalArgumentException(
            "headers." + header + ": the variable " + variable + " is not set");
      }
      matcher.appendReplacement(text, Matcher.quoteReplacement(known));
    }
    return matcher.appendTail(text).toString();
  }

  /** Whether a header's value is nothing but variables, which may be shown. */
  public static boolean isShowable(String value) {
    return VARIABLE.matcher(value).replaceAll("").matches("(?i)\\s*(bearer|basic)?\\s*");
  }

  /** What stands where a value is not shown. */
  public static final String HIDDEN = "(hidden)";

  /** Headers with the values that may be shown, {@link #HIDDEN} for the others. */
  public Map<String, String> shownHeaders() {
    Map<String, String> shown = new LinkedHashMap<>();
    headers.forEach((header, value) -> shown.put(header, isShowable(value) ? value : HIDDEN));
    return shown;
  }

  /** The same, with the values of another where a value is {@link #HIDDEN}. */
  public ForwardInfo withHidden(@Nullable ForwardInfo before) {
    Map<String, String> whole = new LinkedHashMap<>();
    headers.forEach((header, value) -> {
      String known = before == null ? null : before.headers().get(header);
      whole.put(header, value.equals(HIDDEN) && known != null ? known : value);
    });
    return withHeaders(whole);
  }

  /** One line for people. */
  public String title() {
    List<String> names = new ArrayList<>();
    for (Signal signal : new TreeSet<>(signals)) {
      names.add(signal.name().toLowerCase(java.util.Locale.ROOT));
    }
    return name + " to " + url + " (" + String.join(", ", names) + ")";
  }

  /** Without the values of headers. */
  @Override
  public String toString() {
    return "ForwardInfo[" + title() + ", headers " + headers.keySet() + "]";
  }
}
