package dev.eyepiece.agent;

import dev.eyepiece.agent.settings.Setting;
import dev.eyepiece.agent.settings.SettingsFile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
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
  private final AgentConfig config;

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
   * Where each setting comes from, by its key in the settings file: an option, a variable, a file
   * and line, or {@code default}.
   */
  public Map<String, String> origins() {
    return Map.copyOf(origins);
  }

  private AgentConfig build() throws SettingsException {
    AgentConfig defaults = AgentConfig.of(folders.data(), folders.state());
    Path certificate = orNull(Setting.TLS_CERTIFICATE);
    Path key = orNull(Setting.TLS_KEY);
    if ((certificate == null) != (key == null)) {
      Setting<Path> given = certificate == null ? Setting.TLS_KEY : Setting.TLS_CERTIFICATE;
      Setting<Path> missing = certificate == null ? Setting.TLS_CERTIFICATE : Setting.TLS_KEY;
      throw new SettingsException(
          origins.get(given.key()) + ": " + given.key() + " needs " + missing.key() + " beside it");
    }
    return new AgentConfig(
        value(Setting.DATA, defaults.dataFolder()).toAbsolutePath().normalize(),
        defaults.stateFolder(),
        value(Setting.OTLP_GRPC, defaults.otlpGrpc()),
        value(Setting.OTLP_HTTP, defaults.otlpHttp()),
        value(Setting.API, defaults.api()),
        value(Setting.DURABILITY, defaults.durability()),
        value(Setting.STORE_CAP, defaults.storeCapBytes()),
        value(Setting.RING_CAP, defaults.ringCapBytes()),
        value(Setting.QUEUE_CAP, defaults.queueCapBytes()),
        Math.toIntExact(value(Setting.REQUEST_CAP, (long) defaults.requestCapBytes())),
        value(Setting.SEAL_AFTER, defaults.sealAfter()),
        value(Setting.ORIGINS, defaults.origins()),
        certificate == null || key == null ? null : new AgentConfig.TlsFiles(certificate, key),
        orNull(Setting.SENDER_TOKEN),
        value(Setting.INSECURE, defaults.insecure()));
  }

  private void check() throws SettingsException {
    checkOpen(Setting.OTLP_GRPC, config.otlpGrpc());
    checkOpen(Setting.OTLP_HTTP, config.otlpHttp());
    checkOpen(Setting.API, config.api());
    checkTwice(Setting.OTLP_GRPC, config.otlpGrpc(), Setting.API, config.api());
    checkTwice(Setting.OTLP_HTTP, config.otlpHttp(), Setting.API, config.api());
    checkTwice(Setting.OTLP_GRPC, config.otlpGrpc(), Setting.OTLP_HTTP, config.otlpHttp());
  }

  private void checkOpen(Setting<HostPort> setting, HostPort address) throws SettingsException {
    boolean tokened = setting.equals(Setting.API) || config.senderToken() != null;
    if (!address.isLoopback() && !config.insecure() && (config.tls() == null || !tokened)) {
      throw new SettingsException(
          origins.get(setting.key())
              + ": "
              + setting.key()
              + " "
              + address
              + " is open to other machines; expected a loopback address, or tls.certificate and"
              + " tls.key"
              + (setting.equals(Setting.API) ? "" : " and otlp.token-file")
              + " in "
              + folders.settingsFile()
              + " (EYEPIECE_INSECURE=true opens it to everybody)");
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
    try {
      T value = setting.reader().read(text);
      origins.put(setting.key(), origin);
      return value;
    } catch (IllegalArgumentException e) {
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
}
