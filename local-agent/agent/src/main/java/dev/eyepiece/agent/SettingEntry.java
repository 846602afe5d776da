package dev.eyepiece.agent;

/**
 * One setting in force.
 *
 * @param key its dotted path in the settings file
 * @param value as it would be written in the file
 * @param origin an option, a variable, a file and line, or {@code default}
 * @param fallback the value without flag, variable and file; empty when there is none
 * @param expected what a value looks like
 * @param fixed a flag or a variable decides, so that the file has no say
 */
public record SettingEntry(
    String key, String value, String origin, String fallback, String expected, boolean fixed) {

  public boolean isDefault() {
    return origin.equals("default");
  }
}
