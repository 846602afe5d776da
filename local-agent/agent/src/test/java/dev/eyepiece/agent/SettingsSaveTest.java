package dev.eyepiece.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsSaveTest {
  private static final String WRITTEN =
      """
      # my settings
      otlp:
        grpc: localhost:5317   # not the usual one
        origins:
          - https://shop.example
      caps: {ring: 64MiB}

      durability: strict
      """;

  @TempDir Path home;

  private Folders folders() {
    return Folders.of("Linux", home, Map.of());
  }

  private Settings read() throws SettingsException {
    return Settings.read(folders(), Map.of(), Map.of());
  }

  private String file() throws Exception {
    return Files.readString(folders().settingsFile());
  }

  private void write(String text) throws Exception {
    Files.createDirectories(folders().config());
    Files.writeString(folders().settingsFile(), text);
  }

  private static SettingEntry entry(Settings settings, String key) {
    return settings.entries().stream()
        .filter(one -> one.key().equals(key))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aValueIsChangedAndTheRestStaysAsItWasWritten() throws Exception {
    write(WRITTEN);
    read().save("otlp.grpc", "localhost:6317");
    read().save("durability", "group");
    read().save("caps.store", "20GB");
    read().save("otlp.http", "localhost:6318");
    read().save("window.theme", "dark");
    assertThat(file())
        .isEqualTo(
            """
            # my settings
            otlp:
              http: localhost:6318
              grpc: localhost:6317   # not the usual one
              origins:
                - https://shop.example
            caps: {store: 20GB, ring: 64MiB}

            durability: group
            window:
              theme: dark
            """);
    assertThat(entry(read(), "window.theme").value()).isEqualTo("dark");
    assertThat(entry(read(), "window.theme").isDefault()).isFalse();
  }

  @Test
  void aKeyIsTakenOutAndWithTheLastOneItsGroup() throws Exception {
    write(WRITTEN + "window:\n  theme: dark\n  zone: utc\n");
    read().save("window.theme", null);
    assertThat(file()).isEqualTo(WRITTEN + "window:\n  zone: utc\n");
    read().save("window.zone", null);
    read().save("window.zone", null);
    assertThat(file()).isEqualTo(WRITTEN);
    assertThat(entry(read(), "window.zone"))
        .isEqualTo(
            new SettingEntry("window.zone", "local", "default", "local", "local or utc", false));
  }

  @Test
  void withoutAFileOneIsMade() throws Exception {
    read().save("data", "/a folder/it's mine");
    assertThat(file()).isEqualTo("data: '/a folder/it''s mine'\n");
    assertThat(entry(read(), "data").value()).isEqualTo("/a folder/it's mine");
  }

  @Test
  void whatIsNotValidIsNotWritten() throws Exception {
    write(WRITTEN);
    assertThatThrownBy(() -> read().save("durability", "maybe"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("'maybe' is not valid for durability")
        .hasMessageContaining("expected group, strict or none");
    assertThatThrownBy(() -> read().save("nonsense", "1"))
        .hasMessage("there is no setting 'nonsense'");
    assertThat(file()).isEqualTo(WRITTEN);
  }

  @Test
  void anUnusualFileIsRefusedRatherThanSpoiled() throws Exception {
    String flow = "{durability: strict}\n";
    write(flow);
    assertThatThrownBy(() -> read().save("window.theme", "dark"))
        .isInstanceOf(SettingsException.class);
    assertThat(file()).isEqualTo(flow);
  }

  @Test
  void aFlagAndAVariableAreFixed() throws Exception {
    Settings settings =
        Settings.read(
            folders(),
            Map.of("EYEPIECE_WINDOW_THEME", "light"),
            Map.of("--otlp-grpc", "localhost:1"));
    assertThat(entry(settings, "otlp.grpc"))
        .isEqualTo(
            new SettingEntry(
                "otlp.grpc",
                "localhost:1",
                "--otlp-grpc",
                "localhost:4317",
                "HOST:PORT, for instance localhost:4317",
                true));
    assertThat(entry(settings, "window.theme").fixed()).isTrue();
    assertThat(entry(settings, "window.density").fixed()).isFalse();
  }

  @Test
  void everyFallbackIsWhatTheDefaultIs() throws Exception {
    Settings defaults = read();
    for (SettingEntry entry : defaults.entries()) {
      if (!entry.fallback().isEmpty()) {
        read().save(entry.key(), entry.fallback());
      }
    }
    assertThat(read().config()).isEqualTo(defaults.config());
  }

  @Test
  void manyChangesLeaveWhatWasAskedFor() throws Exception {
    long seed = Long.getLong("eyepiece.seed", System.nanoTime());
    Random random = new Random(seed);
    write(WRITTEN);
    Map<String, List<String>> choices =
        Map.of(
            "window.theme", List.of("dark", "light", "system"),
            "window.zone", List.of("utc", "local"),
            "durability", List.of("group", "none"),
            "caps.ring", List.of("64MiB", "128MiB"),
            "otlp.http", List.of("localhost:6318", "127.0.0.1:7318"));
    List<String> keys = new ArrayList<>(choices.keySet());
    keys.sort(null);
    for (int i = 0; i < 200; i++) {
      String key = keys.get(random.nextInt(keys.size()));
      List<String> values = choices.getOrDefault(key, List.of());
      int at = random.nextInt(values.size() + 1);
      boolean reset = at == values.size() && !key.startsWith("caps");
      String value = reset ? null : values.get(Math.min(at, values.size() - 1));
      read().save(key, value);
      SettingEntry now = entry(read(), key);
      assertThat(now.value())
          .as("seed %s, %s to %s", seed, key, value)
          .isEqualTo(value == null ? now.fallback() : value);
    }
    assertThat(file()).contains("# my settings", "# not the usual one", "https://shop.example");
  }
}
