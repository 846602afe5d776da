package dev.eyepiece.agent;

import dev.eyepiece.agent.forward.ForwardList;
import dev.eyepiece.agent.forward.ForwardLoop;
import dev.eyepiece.agent.settings.HostPace;
import dev.eyepiece.agent.settings.Setting;
import dev.eyepiece.agent.settings.SettingsEdit;
import dev.eyepiece.agent.settings.SettingsFile;
import dev.eyepiece.store.ClickHouseConfig;
import dev.eyepiece.store.StoreException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The settings in force: a flag goes before the environment, that before the file, then defaults.
 */
public final class Settings {
  private final Folders folders;
  private final Map<String, String> environment;
  private final Map<String, SettingsFile.Value> file;
  private final Map<String, String> flags;
  private final Map<String, String> origins = new LinkedHashMap<>();
  private final Map<String, String> texts = new LinkedHashMap<>();
  private final AgentConfig config;
  private final HostPace hostPace;
  private final Duration queryTime;
  private final int queryRows;

  private Settings(
      Folders folders,
      Map<String, String> environment,
      Map<String, SettingsFile.Value> file,
      Map<String, String> flags)
      throws SettingsException {
    this.folders = folders;
    this.environment = environment;
    this.file = file;
    this.flags = flags;
    config = build();
    hostPace = value(Setting.HOST_METRICS, HostPace.WINDOW);
    queryTime = value(Setting.QUERY_TIME, Duration.ofSeconds(30));
    queryRows = value(Setting.QUERY_ROWS, 10_000);
    for (Setting<String> window : Setting.WINDOW) {
      orNull(window);
    }
    check();
  }

  /**
   * Reads them all.
   *
   * @param flags values by option, for instance {@code --data}
   */
  public static Settings read(
      Folders folders, Map<String, String> environment, Map<String, String> flags)
      throws SettingsException {
    return new Settings(folders, environment, SettingsFile.read(folders.settingsFile()), flags);
  }

  public AgentConfig config() {
    return config;
  }

  /**
   * How often the machine's and the program's own figures are taken as metrics; null for never.
   *
   * @param window whether there is a window
   */
  public @Nullable Duration hostMetrics(boolean window) {
    return hostPace.every(window);
  }

  /** After which a statement of SQL in the window is ended. */
  public Duration queryTime() {
    return queryTime;
  }

  /** How many rows of a statement's result the window keeps. */
  public int queryRows() {
    return queryRows;
  }

  /**
   * Where each setting comes from, by its key in the settings file: an option, a variable, a file
   * and line, or {@code default}.
   */
  public Map<String, String> origins() {
    return Map.copyOf(origins);
  }

  /** Every setting, in the order of the documentation. */
  public List<SettingEntry> entries() {
    List<SettingEntry> entries = new ArrayList<>();
    for (Setting<?> setting : Setting.ALL) {
      String fallback = fallback(setting);
      String origin = origins.getOrDefault(setting.key(), "default");
      entries.add(
          new SettingEntry(
              setting.key(),
              setting.equals(Setting.FORWARD)
                  ? ForwardList.shown(config.forward().endpoints())
                  : texts.getOrDefault(setting.key(), fallback),
              origin,
              fallback,
              setting.expected(),
              // Endpoints have more to say than a line, and a page of their own.
              setting.equals(Setting.FORWARD)
                  || origin.equals(setting.environment())
                  || (!setting.flag().isEmpty() && origin.equals(setting.flag()))));
    }
    return List.copyOf(entries);
  }

  private String fallback(Setting<?> setting) {
    AgentConfig defaults = AgentConfig.of(folders.data(), folders.state());
    return switch (setting.key()) {
      case "data" -> defaults.dataFolder().toString();
      case "otlp.grpc" -> defaults.ports().grpc().toString();
      case "otlp.http" -> defaults.ports().http().toString();
      case "api" -> defaults.ports().api().toString();
      case "opamp" -> String.valueOf(defaults.opamp().address());
      case "durability" -> defaults.durability().name().toLowerCase(Locale.ROOT);
      case "caps.store" -> "10GB";
      case "caps.age" -> "off";
      case "caps.ring" -> "256MiB";
      case "caps.memory" -> "512MiB";
      case "caps.queue", "caps.request" -> "64MiB";
      case "caps.answer" -> "2KiB";
      case "store.write" -> "off";
      case "seal-after" -> "5s";
      case "host-metrics" -> "window";
      case "insecure" -> "false";
      case "window.theme" -> "system";
      case "window.density", "window.text" -> "normal";
      case "window.zone" -> "local";
      case "window.motion" -> "full";
      case "query.time-limit" -> "30s";
      case "query.rows" -> "10000";
      default -> "";
    };
  }

  /** The file that {@link #save} writes. */
  public Path file() {
    return folders.settingsFile();
  }

  /**
   * Writes one setting into the settings file; what else is in the file stays as it is. Blocks. The
   * settings in force do not change: most are read once, at the start.
   *
   * @param value null takes the key out of the file
   */
  public void save(String key, @Nullable String value) throws SettingsException {
    Setting<?> setting =
        Setting.ALL.stream()
            .filter(one -> one.key().equals(key))
            .findFirst()
            .orElseThrow(() -> new SettingsException("there is no setting '" + key + "'"));
    if (value != null) {
      check(setting, value, folders.settingsFile().toString());
    }
    SettingsEdit.save(folders.settingsFile(), setting, value);
  }

  private static <T> T check(Setting<T> setting, String text, String origin)
      throws SettingsException {
    try {
      return setting.reader().read(text);
    } catch (IllegalArgumentException e) {
      if (setting.equals(Setting.FORWARD)) {
        // Without the text, in which there may be secrets.
        throw new SettingsException(origin + ": forward: " + e.getMessage());
      }
      throw new SettingsException(
          origin
              + ": '"
              + text
              + "' is not valid for "
              + setting.key()
              + " ("
              + e.getMessage()
              + "); expected "
              + setting.expected());
    }
  }

  private AgentConfig build() throws SettingsException {
    AgentConfig defaults = AgentConfig.of(folders.data(), folders.state());
    AgentConfig.Ports ports = defaults.ports();
    AgentConfig.Caps caps = defaults.caps();
    AgentConfig.Access access = defaults.access();
    return new AgentConfig(
        value(Setting.DATA, defaults.dataFolder()).toAbsolutePath().normalize(),
        defaults.stateFolder(),
        new AgentConfig.Ports(
            value(Setting.OTLP_GRPC, ports.grpc()),
            value(Setting.OTLP_HTTP, ports.http()),
            value(Setting.API, ports.api())),
        new AgentConfig.Access(
            value(Setting.ORIGINS, access.origins()),
            tls(),
            orNull(Setting.SENDER_TOKEN),
            value(Setting.INSECURE, access.insecure())),
        value(Setting.DURABILITY, defaults.durability()),
        new AgentConfig.Retention(
            value(Setting.STORE_CAP, defaults.retention().capBytes()),
            value(Setting.STORE_AGE, defaults.retention().keepFor())),
        new AgentConfig.Caps(
            value(Setting.RING_CAP, caps.ringBytes()),
            value(Setting.MEMORY_CAP, caps.storeBytes()),
            value(Setting.QUEUE_CAP, caps.queueBytes()),
            Math.toIntExact(value(Setting.REQUEST_CAP, (long) caps.requestBytes())),
            Math.toIntExact(value(Setting.ANSWER_CAP, (long) caps.answerBytes()))),
        value(Setting.SEAL_AFTER, defaults.sealAfter()),
        opamp(defaults.opamp()),
        forward(),
        store());
  }

  private @Nullable ClickHouseConfig store() throws SettingsException {
    String url = orNull(Setting.STORE_URL);
    Path password = orNull(Setting.STORE_PASSWORD);
    String write = value(Setting.STORE_WRITE, "off");
    String cluster = value(Setting.STORE_CLUSTER, "");
    if (url == null) {
      if (!write.equals("off")) {
        throw needs(Setting.STORE_WRITE, Setting.STORE_URL);
      }
      return null;
    }
    ClickHouseConfig.Access access =
        switch (write) {
          case "on" -> ClickHouseConfig.Access.WRITE;
          case "create" -> ClickHouseConfig.Access.CREATE;
          default -> ClickHouseConfig.Access.READ;
        };
    try {
      return StorePassword.of(url, password, environment).writing(access, "", cluster);
    } catch (StoreException | IOException e) {
      throw new SettingsException(origins.get(Setting.STORE_URL.key()) + ": " + e.getMessage());
    }
  }

  private ForwardSetup forward() throws SettingsException {
    List<ForwardInfo> endpoints = value(Setting.FORWARD, List.of());
    String origin = origins.getOrDefault(Setting.FORWARD.key(), "default");
    boolean fixed =
        origin.equals(Setting.FORWARD.flag()) || origin.equals(Setting.FORWARD.environment());
    return new ForwardSetup(
        endpoints,
        environment,
        folders.settingsFile(),
        fixed
            ? "whom to forward to is said by " + origin + ", which goes before the settings file"
            : "");
  }

  private AgentConfig.@Nullable TlsFiles tls() throws SettingsException {
    Path certificate = orNull(Setting.TLS_CERTIFICATE);
    Path key = orNull(Setting.TLS_KEY);
    Path authorities = orNull(Setting.TLS_CLIENT_CA);
    String clients = orNull(Setting.TLS_CLIENT_AUTH);
    if (certificate == null && key != null) {
      throw needs(Setting.TLS_KEY, Setting.TLS_CERTIFICATE);
    }
    if (certificate != null && key == null) {
      throw needs(Setting.TLS_CERTIFICATE, Setting.TLS_KEY);
    }
    if (authorities == null && clients != null) {
      throw needs(Setting.TLS_CLIENT_AUTH, Setting.TLS_CLIENT_CA);
    }
    if (certificate == null || key == null) {
      if (authorities != null) {
        throw needs(Setting.TLS_CLIENT_CA, Setting.TLS_CERTIFICATE);
      }
      return null;
    }
    return new AgentConfig.TlsFiles(
        certificate, key, authorities, authorities != null && !"optional".equals(clients));
  }

  private SettingsException needs(Setting<?> given, Setting<?> missing) {
    return new SettingsException(
        origins.get(given.key()) + ": " + given.key() + " needs " + missing.key() + " beside it");
  }

  /** The port that everybody has by default may be another agent's; one asked for may not. */
  private AgentConfig.Opamp opamp(AgentConfig.Opamp defaults) throws SettingsException {
    HostPort address = value(Setting.OPAMP, Objects.requireNonNull(defaults.address()));
    String origin = origins.getOrDefault(Setting.OPAMP.key(), "");
    boolean asked =
        origin.equals(Setting.OPAMP.flag())
            || origin.equals(Setting.OPAMP.environment())
            || !address.equals(defaults.address());
    return new AgentConfig.Opamp(
        address, asked, orNull(Setting.OPAMP_CONNECT), orNull(Setting.OPAMP_TOKEN));
  }

  private void check() throws SettingsException {
    checkOpen(Setting.OTLP_GRPC, config.ports().grpc());
    checkOpen(Setting.OTLP_HTTP, config.ports().http());
    checkOpen(Setting.API, config.ports().api());
    HostPort fleet = config.opamp().address();
    if (fleet != null && config.opamp().needed()) {
      checkOpen(Setting.OPAMP, fleet);
      checkTwice(Setting.OPAMP, fleet, Setting.API, config.ports().api());
      checkTwice(Setting.OPAMP, fleet, Setting.OTLP_GRPC, config.ports().grpc());
      checkTwice(Setting.OPAMP, fleet, Setting.OTLP_HTTP, config.ports().http());
    }
    checkTokenIsHidden();
    for (ForwardInfo endpoint : config.forward().endpoints()) {
      HostPort itself = ForwardLoop.find(endpoint, config.ports().otlp());
      if (itself != null) {
        throw new SettingsException(
            origins.get(Setting.FORWARD.key()) + ": " + ForwardLoop.message(endpoint, itself));
      }
    }
    checkTwice(Setting.OTLP_GRPC, config.ports().grpc(), Setting.API, config.ports().api());
    checkTwice(Setting.OTLP_HTTP, config.ports().http(), Setting.API, config.ports().api());
    checkTwice(Setting.OTLP_GRPC, config.ports().grpc(), Setting.OTLP_HTTP, config.ports().http());
  }

  private void checkOpen(Setting<HostPort> setting, HostPort address) throws SettingsException {
    AgentConfig.TlsFiles tls = config.access().tls();
    boolean certified = tls != null && tls.wantsClients() && isOtlp(setting);
    boolean tokened =
        setting.equals(Setting.API) || config.access().senderToken() != null || certified;
    if (!address.isLoopback() && !config.access().insecure() && (tls == null || !tokened)) {
      throw new SettingsException(
          origins.get(setting.key())
              + ": "
              + setting.key()
              + " "
              + address
              + " is open to other machines; expected a loopback address, or tls.certificate and"
              + " tls.key"
              + (setting.equals(Setting.API) ? "" : " and otlp.token-file")
              + (isOtlp(setting) ? " or tls.client-ca" : "")
              + " in "
              + folders.settingsFile()
              + " (EYEPIECE_INSECURE=true opens it to everybody)");
    }
  }

  private static boolean isOtlp(Setting<HostPort> setting) {
    return setting.equals(Setting.OTLP_GRPC) || setting.equals(Setting.OTLP_HTTP);
  }

  /** A token that goes over the network in the clear is everybody's. */
  private void checkTokenIsHidden() throws SettingsException {
    URI server = config.opamp().connect();
    if (server == null || config.opamp().token() == null || config.access().insecure()) {
      return;
    }
    boolean encrypted = server.getScheme().toLowerCase(Locale.ROOT).matches("wss|https");
    if (!encrypted && !new HostPort(server.getHost(), 0).isLoopback()) {
      throw new SettingsException(
          origins.get(Setting.OPAMP_CONNECT.key())
              + ": "
              + server
              + " would carry the token of "
              + Setting.OPAMP_TOKEN.key()
              + " unencrypted; expected wss or https (EYEPIECE_INSECURE=true sends it so)");
    }
  }

  private void checkTwice(
      Setting<HostPort> one, HostPort address, Setting<HostPort> other, HostPort otherAddress)
      throws SettingsException {
    if (address.port() != 0 && address.equals(otherAddress)) {
      throw new SettingsException(
          origins.get(one.key())
              + ": "
              + one.key()
              + " and "
              + other.key()
              + " are both "
              + address
              + "; expected two ports");
    }
  }

  private <T> T value(Setting<T> setting, T fallback) throws SettingsException {
    T value = orNull(setting);
    return value == null ? fallback : value;
  }

  private <T> @Nullable T orNull(Setting<T> setting) throws SettingsException {
    String flag = setting.flag().isEmpty() ? null : flags.get(setting.flag());
    if (flag != null) {
      return read(setting, flag, setting.flag());
    }
    String variable = environment.get(setting.environment());
    if (variable != null && !variable.isEmpty()) {
      return read(setting, variable, setting.environment());
    }
    SettingsFile.Value line = file.get(setting.key());
    if (line != null) {
      return read(setting, line.text(), line.place());
    }
    origins.put(setting.key(), "default");
    return null;
  }

  private <T> T read(Setting<T> setting, String text, String origin) throws SettingsException {
    T value = check(setting, text, origin);
    origins.put(setting.key(), origin);
    texts.put(setting.key(), text);
    return value;
  }
}
