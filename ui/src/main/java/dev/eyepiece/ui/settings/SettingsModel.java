package dev.eyepiece.ui.settings;

import dev.eyepiece.agent.SettingEntry;
import dev.eyepiece.agent.Settings;
import dev.eyepiece.ui.task.Background;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/**
 * Every setting with its meaning, its value and where that comes from; writes the settings file.
 */
public final class SettingsModel {
  private final Settings settings;
  private final Looks looks;
  private final Background background;
  private final Map<String, String> chosen = new HashMap<>();
  private final Map<String, String> troubles = new HashMap<>();
  private final ReadOnlyObjectWrapper<List<SettingLine>> lines = new ReadOnlyObjectWrapper<>();

  /** Reads what is in force and dresses the window so. */
  public SettingsModel(Settings settings, Looks looks, Background background) {
    this.settings = settings;
    this.looks = looks;
    this.background = background;
    for (SettingEntry entry : settings.entries()) {
      looks.apply(entry.key(), entry.value());
    }
    read();
  }

  private void read() {
    Map<String, SettingEntry> entries = new LinkedHashMap<>();
    settings.entries().forEach(entry -> entries.put(entry.key(), entry));
    List<SettingLine> all = new ArrayList<>();
    for (String key : Meaning.keys()) {
      SettingEntry entry = entries.remove(key);
      if (entry != null) {
        all.add(line(entry));
      }
    }
    entries.values().forEach(entry -> all.add(line(entry)));
    lines.set(List.copyOf(all));
  }

  private SettingLine line(SettingEntry entry) {
    Meaning meaning = Meaning.of(entry.key());
    String now = chosen.getOrDefault(entry.key(), entry.value());
    boolean waits = !now.equals(entry.value()) && !meaning.atOnce();
    return new SettingLine(entry, meaning, now, waits, troubles.getOrDefault(entry.key(), ""));
  }

  /** Every setting, those that belong together side by side. */
  ReadOnlyObjectProperty<List<SettingLine>> linesProperty() {
    return lines.getReadOnlyProperty();
  }

  /** What a setting is set to, in force or from the next start. */
  public String value(String key) {
    return lines.get().stream()
        .filter(line -> line.key().equals(key))
        .map(SettingLine::chosen)
        .findFirst()
        .orElse("");
  }

  /** Writes a value into the settings file, when it is one; else says why not. */
  public void choose(String key, String value) {
    String now = value.strip();
    if (!now.equals(value(key)) || troubles.containsKey(key)) {
      save(key, now.isEmpty() ? null : now);
    }
  }

  /** Takes a setting out of the settings file, so that its default counts again. */
  public void reset(String key) {
    save(key, null);
  }

  private void save(String key, @Nullable String value) {
    background.run(
        "Write " + settings.file().getFileName(),
        () -> {
          settings.save(key, value);
          return key;
        },
        written -> {
          troubles.remove(key);
          String now = value == null ? fallback(key) : value;
          chosen.put(key, now);
          if (!isFixed(key)) {
            looks.apply(key, now);
          }
          read();
        },
        problem -> {
          troubles.put(key, String.valueOf(problem.getMessage()));
          read();
        });
  }

  private String fallback(String key) {
    SettingEntry entry = entry(key);
    return entry == null ? "" : entry.fallback();
  }

  private boolean isFixed(String key) {
    SettingEntry entry = entry(key);
    return entry != null && entry.fixed();
  }

  private @Nullable SettingEntry entry(String key) {
    return settings.entries().stream()
        .filter(entry -> entry.key().equals(key))
        .findFirst()
        .orElse(null);
  }

  /** Dark or light, the other than now. */
  public void toggleTheme(boolean darkNow) {
    choose(Looks.THEME, darkNow ? "light" : "dark");
  }

  /** The zone in which times are shown until the next start. */
  public ZoneId zone() {
    return settings.entries().stream()
        .filter(entry -> entry.key().equals(Looks.ZONE))
        .map(entry -> Looks.zone(entry.value()))
        .findFirst()
        .orElse(ZoneId.systemDefault());
  }

  /** Where the values are kept. */
  String file() {
    return settings.file().toString();
  }
}
