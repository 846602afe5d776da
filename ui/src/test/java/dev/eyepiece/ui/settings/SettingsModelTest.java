package dev.eyepiece.ui.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.agent.Folders;
import dev.eyepiece.agent.SettingEntry;
import dev.eyepiece.agent.Settings;
import dev.eyepiece.agent.SettingsException;
import dev.eyepiece.ui.InPlace;
import dev.eyepiece.ui.theme.Density;
import dev.eyepiece.ui.theme.ServiceColours;
import dev.eyepiece.ui.theme.Theme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsModelTest {
  @TempDir Path folder;

  private final BooleanProperty systemDark = new SimpleBooleanProperty(true);
  private final Theme theme = new Theme(false, new ServiceColours(List.of()));

  private Settings read(Map<String, String> environment) throws SettingsException {
    Folders folders =
        new Folders(folder.resolve("data"), folder.resolve("config"), folder.resolve("state"));
    return Settings.read(folders, environment, Map.of());
  }

  private SettingsModel model(Map<String, String> environment) throws SettingsException {
    return new SettingsModel(read(environment), new Looks(theme, systemDark), new InPlace());
  }

  private static SettingLine line(SettingsModel model, String key) {
    return model.linesProperty().get().stream()
        .filter(line -> line.key().equals(key))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void everySettingHasAMeaning() throws Exception {
    List<String> known = read(Map.of()).entries().stream().map(SettingEntry::key).toList();
    assertThat(Meaning.keys()).containsExactlyInAnyOrderElementsOf(known);
    assertThat(known).allSatisfy(key -> assertThat(Meaning.of(key).text()).isNotBlank());
  }

  @Test
  void theChoicesOfASettingAreThoseThatItTakes() throws Exception {
    Settings settings = read(Map.of());
    // Some choices need others beside them.
    for (String file : List.of("tls.certificate", "tls.key", "tls.client-ca")) {
      settings.save(file, "file.pem");
    }
    settings.save("store.url", "clickhouse://localhost/otel");
    for (String key : Meaning.keys()) {
      for (String choice : Meaning.of(key).choices()) {
        settings.save(key, choice);
      }
    }
    assertThat(read(Map.of()).file()).exists();
  }

  @Test
  void theWindowsSettingsCountAtOnceAndInTheNextRun() throws Exception {
    SettingsModel model = model(Map.of());
    assertThat(theme.darkProperty().get()).as("as the desktop").isTrue();
    model.choose("window.theme", "light");
    model.choose("window.density", "compact");
    assertThat(theme.darkProperty().get()).isFalse();
    assertThat(theme.density()).isEqualTo(Density.COMPACT);
    assertThat(line(model, "window.theme").waits()).isFalse();
    assertThat(line(model, "window.theme").source()).isEqualTo("from the settings file");
    assertThat(line(model(Map.of()), "window.density").entry().value()).isEqualTo("compact");
  }

  @Test
  void theThemeFollowsTheDesktopOnlyWhenAskedTo() throws Exception {
    SettingsModel model = model(Map.of());
    systemDark.set(false);
    assertThat(theme.darkProperty().get()).isFalse();
    model.choose("window.theme", "light");
    systemDark.set(true);
    assertThat(theme.darkProperty().get()).isFalse();
    model.reset("window.theme");
    assertThat(theme.darkProperty().get()).isTrue();
  }

  @Test
  void otherSettingsSayThatTheyWaitForTheNextStart() throws Exception {
    SettingsModel model = model(Map.of());
    model.choose("caps.store", "2GB");
    SettingLine line = line(model, "caps.store");
    assertThat(line.waits()).isTrue();
    assertThat(line.source()).isEqualTo("now 10GB; from the next start");
    assertThat(line(model(Map.of()), "caps.store").source())
        .startsWith("from ")
        .contains("eyepiece.yaml");
    model.reset("caps.store");
    assertThat(line(model, "caps.store").source()).isEqualTo("default");
    assertThat(line(model, "caps.store").canReset()).isFalse();
  }

  @Test
  void aValueThatIsNoneIsSaidAndNothingIsWritten() throws Exception {
    SettingsModel model = model(Map.of());
    model.choose("caps.store", "plenty");
    SettingLine line = line(model, "caps.store");
    assertThat(line.trouble()).contains("'plenty'", "caps.store", "expected a size");
    assertThat(line.chosen()).isEqualTo("10GB");
    assertThat(folder.resolve("config/eyepiece.yaml")).doesNotExist();
    model.choose("caps.store", "3GB");
    assertThat(line(model, "caps.store").trouble()).isEmpty();
  }

  @Test
  void whatTheEnvironmentDecidesCannotBeChosenHere() throws Exception {
    SettingsModel model = model(Map.of("EYEPIECE_WINDOW_THEME", "light"));
    SettingLine line = line(model, "window.theme");
    assertThat(line.entry().fixed()).isTrue();
    assertThat(line.source()).isEqualTo("from EYEPIECE_WINDOW_THEME");
    assertThat(line.canReset()).isFalse();
  }

  @Test
  void aValueThatIsThereAlreadyIsNotWritten() throws Exception {
    SettingsModel model = model(Map.of());
    model.choose("caps.store", " 10GB ");
    assertThat(Files.exists(folder.resolve("config/eyepiece.yaml"))).isFalse();
  }
}
