package dev.eyepiece.ui.settings;

import dev.eyepiece.agent.SettingEntry;

/**
 * One setting as the window shows it.
 *
 * @param chosen what it is after the last change here, in force or not
 * @param waits whether what was chosen counts only from the next start
 * @param trouble why the last change was not taken; empty when it was
 */
record SettingLine(
    SettingEntry entry, Meaning meaning, String chosen, boolean waits, String trouble) {

  String key() {
    return entry.key();
  }

  /** Where the value comes from, in words. */
  String source() {
    if (waits) {
      return "now " + (entry.value().isEmpty() ? "none" : entry.value()) + "; from the next start";
    }
    if (!chosen.equals(entry.value())) {
      return chosen.equals(entry.fallback()) ? "default" : "from the settings file";
    }
    return entry.isDefault() ? "default" : "from " + entry.origin();
  }

  /** Whether the settings file says something that can be taken back. */
  boolean canReset() {
    return !entry.fixed() && (!chosen.equals(entry.fallback()) || !entry.isDefault());
  }
}
