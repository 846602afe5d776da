package dev.eyepiece.agent.forward;

import dev.eyepiece.agent.ForwardInfo;
import dev.eyepiece.agent.SettingsException;
import dev.eyepiece.agent.settings.Setting;
import dev.eyepiece.agent.settings.SettingsEdit;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the endpoints into the settings file; what else is in it stays as it was written. */
final class ForwardFile {
  private ForwardFile() {}

  static void save(Path file, List<ForwardInfo> endpoints) throws SettingsException {
    @Nullable String list = endpoints.isEmpty() ? null : ForwardList.yaml(endpoints);
    SettingsEdit.saveBlock(file, Setting.FORWARD, list);
  }
}
