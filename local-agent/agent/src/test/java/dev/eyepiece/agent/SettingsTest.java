package dev.eyepiece.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eyepiece.agent.settings.Setting;
import dev.eyepiece.pipeline.Durability;
import dev.eyepiece.store.ClickHouseConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
  @TempDir Path home;
  private Folders folders;

  @BeforeEach
  void folders() throws IOException {
    folders = Folders.of("Linux", home, Map.of());
    Files.createDirectories(folders.config());
  }

  private Settings read(String yaml, Map<String, String> environment, Map<String, String> flags)
      throws Exception {
    Files.writeString(folders.settingsFile(), yaml);
    return Settings.read(folders, environment, flags);
  }

  @Test
  void without_anything_the_defaults_hold_and_say_so() throws Exception {
    Settings settings = Settings.read(folders, Map.of(), Map.of());
    AgentConfig defaults = AgentConfig.of(home.resolve(".local/share/eyepiece"), folders.state());
    ForwardSetup nobody = new ForwardSetup(List.of(), Map.of(), folders.settingsFile(), "");
    assertThat(settings.config()).isEqualTo(defaults.withForward(nobody));
    assertThat(settings.config().ports().grpc()).isEqualTo(new HostPort("localhost", 4317));
    assertThat(settings.config().ports().http()).isEqualTo(new HostPort("localhost", 4318));
    assertThat(settings.config().caps().requestBytes()).isEqualTo(64 << 20);
    assertThat(settings.origins())
        .hasSize(Setting.ALL.size())
        .allSatisfy((key, origin) -> assertThat(origin).isEqualTo("default"));
  }

  @Test
  void a_flag_goes_before_the_environment_that_before_the_file_that_before_the_default()
      throws Exception {
    String yaml = "otlp:\n  grpc: localhost:1\n  http: localhost:2\napi: localhost:3\n";
    Map<String, String> environment =
        Map.of("EYEPIECE_OTLP_GRPC", "localhost:11", "EYEPIECE_OTLP_HTTP", "localhost:12");
    Settings settings = read(yaml, environment, Map.of("--otlp-grpc", "localhost:21"));
    assertThat(settings.config().ports().grpc().port()).isEqualTo(21);
    assertThat(settings.config().ports().http().port()).isEqualTo(12);
    assertThat(settings.config().ports().api().port()).isEqualTo(3);
    assertThat(settings.origins())
        .containsEntry("otlp.grpc", "--otlp-grpc")
        .containsEntry("otlp.http", "EYEPIECE_OTLP_HTTP")
        .containsEntry("api", folders.settingsFile() + ":4")
        .containsEntry("durability", "default");
  }

  @Test
  void every_setting_can_be_given_in_the_file() throws Exception {
    AgentConfig config =
        read(
                """
                data: /var/tmp/telemetry
                otlp:
                  grpc: 127.0.0.1:14317
                  http: "[::1]:14318"
                  origins: [https://shop.example, "http://other.example:8080"]
                  token-file: /etc/token
                api: localhost:14319
                durability: strict
                caps:
                  store: 2GB
                  age: 7d
                  ring: 64MiB
                  queue: 8MiB
                  memory: 512MiB
                  request: 16MiB
                  answer: 1MiB
                seal-after: 2s
                tls:
                  certificate: /etc/cert.pem
                  key: /etc/key.pem
                insecure: true
                opamp: localhost:14320
                opamp-connect: wss://fleet.example/v1/opamp
                opamp-token-file: /etc/fleet-token
                forward:
                  - {name: team, url: "grpc://otel.example:4317"}
                """,
                Map.of(),
                Map.of())
            .config();
    assertThat(config)
        .isEqualTo(
            new AgentConfig(
                Path.of("/var/tmp/telemetry"),
                folders.state(),
                new AgentConfig.Ports(
                    new HostPort("127.0.0.1", 14317),
                    new HostPort("::1", 14318),
                    new HostPort("localhost", 14319)),
                new AgentConfig.Access(
                    List.of("https://shop.example", "http://other.example:8080"),
                    new AgentConfig.TlsFiles(Path.of("/etc/cert.pem"), Path.of("/etc/key.pem")),
                    Path.of("/etc/token"),
                    true),
                Durability.STRICT,
                new AgentConfig.Retention(2_000_000_000L, Duration.ofDays(7)),
                new AgentConfig.Caps(64L << 20, 512L << 20, 8L << 20, 16 << 20, 1 << 20),
                Duration.ofSeconds(2),
                new AgentConfig.Opamp(
                    new HostPort("localhost", 14320),
                    true,
                    URI.create("wss://fleet.example/v1/opamp"),
                    Path.of("/etc/fleet-token")),
                new ForwardSetup(
                    List.of(ForwardInfo.of("team", "grpc://otel.example:4317")),
                    Map.of(),
                    folders.settingsFile(),
                    ""),
                null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          colour: red                       | :1: unknown key 'colour'; expected one of: api, caps
          otlp:\\n  grcp: localhost:1       | :2: unknown key 'otlp.grcp'; expected one of: grpc, http
          otlp: localhost:1                 | :1: otlp is not a mapping; expected keys: grpc, http
          api: [1]                          | :1: api is a list; expected HOST:PORT
          api:                              | :1: api is empty; expected HOST:PORT
          \\n\\napi: here                   | :3: 'here' is not valid for api (no port in it); expected HOST:PORT
          caps:\\n  ring: many              | :2: 'many' is not valid for caps.ring (no size); expected a size
          caps:\\n  ring: 1KB               | :2: '1KB' is not valid for caps.ring (less than 16777216 bytes)
          durability: most                  | :1: 'most' is not valid for durability
          seal-after: 1h                    | :1: '1h' is not valid for seal-after (out of range)
          insecure: maybe                   | :1: 'maybe' is not valid for insecure
          api: localhost:1\\napi: localhost:2 | :2: key 'api' is there twice
          [1, 2]                            | :1: the file is not a mapping
          api: "unfinished                  | not YAML
          tls:\\n  key: k.pem               | :2: tls.key needs tls.certificate beside it
          tls:\\n  client-ca: ca.pem        | :2: tls.client-ca needs tls.certificate beside it
          tls:\\n  client-auth: optional    | :2: tls.client-auth needs tls.client-ca beside it
          tls:\\n  client-auth: never       | :2: 'never' is not valid for tls.client-auth
          """)
  void a_broken_file_gets_one_error_with_file_line_and_what_was_expected(
      String yaml, String message) {
    assertThatThrownBy(() -> read(yaml.replace("\\n", "\n"), Map.of(), Map.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith(folders.settingsFile().toString())
        .hasMessageContaining(message);
  }

  @Test
  void a_bad_variable_or_flag_is_named() {
    assertThatThrownBy(() -> read("", Map.of("EYEPIECE_API", "localhost:99999"), Map.of()))
        .hasMessageStartingWith("EYEPIECE_API: 'localhost:99999' is not valid for api");
    assertThatThrownBy(() -> read("", Map.of(), Map.of("--otlp-http", "::1:80")))
        .hasMessageStartingWith("--otlp-http: '::1:80' is not valid for otlp.http")
        .hasMessageContaining("brackets");
  }

  @Test
  void a_port_open_to_other_machines_needs_tls_and_token_or_the_word_insecure() throws Exception {
    Map<String, String> open = Map.of("--otlp-grpc", "0.0.0.0:4317");
    assertThatThrownBy(() -> read("", Map.of(), open))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("--otlp-grpc: otlp.grpc 0.0.0.0:4317 is open to other machines");
    String tls = "tls:\n  certificate: c.pem\n  key: k.pem\n";
    assertThatThrownBy(() -> read(tls, Map.of(), open)).hasMessageContaining("otlp.token-file");
    assertThat(read(tls + "otlp:\n  token-file: t\n", Map.of(), open).config().ports().grpc())
        .isEqualTo(new HostPort("0.0.0.0", 4317));
    assertThat(read("insecure: true", Map.of(), open).config().access().insecure()).isTrue();
  }

  @Test
  void a_store_elsewhere_has_a_password_of_its_own_place() throws Exception {
    Map<String, String> password = Map.of("EYEPIECE_STORE_PASSWORD", "hush-hush");
    String yaml = "store:\n  url: clickhouse://ada@db.example/otel\n  write: create\n";
    Settings settings = read(yaml, password, Map.of());
    ClickHouseConfig store = Objects.requireNonNull(settings.config().store());
    assertThat(store.access()).isEqualTo(ClickHouseConfig.Access.CREATE);
    assertThat(store.password().reveal()).isEqualTo("hush-hush");
    assertThat(settings.config() + "" + settings.entries()).doesNotContain("hush-hush");
    assertThat(read("", Map.of(), Map.of()).config().store()).isNull();
    assertThatThrownBy(() -> read("store:\n  write: on\n", Map.of(), Map.of()))
        .hasMessageContaining("store.write needs store.url beside it");
    assertThatThrownBy(
            () -> read("", Map.of(), Map.of("--store", "clickhouse://ada:hush-hush@db/otel")))
        .hasMessageStartingWith("--store: the URL of a store must hold no password")
        .hasMessageNotContaining("hush-hush");
    assertThatThrownBy(() -> read("", Map.of(), Map.of("--store", "db.example/otel")))
        .hasMessageStartingWith("--store: 'db.example/otel' is no URL of a store");
  }

  @Test
  void a_token_is_not_shown_to_a_server_in_the_clear() throws Exception {
    String token = "opamp-token-file: t\n";
    for (String clear : List.of("ws://fleet.example:4320/x", "http://10.0.0.1/x")) {
      Map<String, String> flags = Map.of("--opamp-connect", clear);
      assertThatThrownBy(() -> read(token, Map.of(), flags))
          .isInstanceOf(SettingsException.class)
          .hasMessage(
              "--opamp-connect: "
                  + clear
                  + " would carry the token of opamp-token-file unencrypted; expected wss or https"
                  + " (EYEPIECE_INSECURE=true sends it so)");
      assertThat(read(token + "insecure: true", Map.of(), flags).config().opamp().token())
          .isEqualTo(Path.of("t"));
    }
    for (String hidden : List.of("wss://fleet.example/x", "ws://127.0.0.1:1/x", "http://[::1]/x")) {
      assertThat(
              read(token, Map.of(), Map.of("--opamp-connect", hidden)).config().opamp().connect())
          .isEqualTo(URI.create(hidden));
    }
  }

  @Test
  void two_ports_cannot_be_one() {
    assertThatThrownBy(() -> read("", Map.of(), Map.of("--otlp-http", "localhost:4317")))
        .hasMessageContaining("otlp.grpc and otlp.http are both localhost:4317");
  }

  @Test
  void an_alias_bomb_in_the_file_is_refused_in_time() {
    StringBuilder yaml = new StringBuilder("a0: &a0 [x]\n");
    for (int i = 1; i < 60; i++) {
      yaml.append("a").append(i).append(": &a").append(i).append(" [");
      yaml.append(("*a" + (i - 1) + ",").repeat(9)).append("]\n");
    }
    assertThatThrownBy(() -> read(yaml.toString(), Map.of(), Map.of()))
        .isInstanceOf(SettingsException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "localhost:4317, localhost, 4317, true",
    "127.0.0.9:1, 127.0.0.9, 1, true",
    "[::1]:2, ::1, 2, true",
    ":3, localhost, 3, true",
    "0.0.0.0:4, 0.0.0.0, 4, false",
    "[::]:5, ::, 5, false",
    "build-host:6, build-host, 6, false"
  })
  void addresses_are_read_and_loopback_is_known_without_a_look_up(
      String text, String host, int port, boolean loopback) {
    HostPort address = HostPort.parse(text);
    assertThat(address).isEqualTo(new HostPort(host, port));
    assertThat(address.isLoopback()).isEqualTo(loopback);
    assertThat(HostPort.parse(address.toString())).isEqualTo(address);
  }

  @Test
  void folders_follow_the_platform() {
    assertThat(Folders.of("Linux", home, Map.of("XDG_DATA_HOME", "/d", "XDG_STATE_HOME", "rel")))
        .isEqualTo(
            new Folders(
                Path.of("/d/eyepiece"),
                home.resolve(".config/eyepiece"),
                home.resolve(".local/state/eyepiece")));
    assertThat(Folders.of("Mac OS X", home, Map.of()).data())
        .isEqualTo(home.resolve("Library/Application Support/Eyepiece"));
    assertThat(Folders.of("Windows 11", home, Map.of("LOCALAPPDATA", "/l")).data())
        .isEqualTo(Path.of("/l/Eyepiece"));
  }
}
