package dev.eyepiece.agent.rules;

import dev.eyepiece.agent.RuleSetInfo;
import dev.eyepiece.agent.folder.PrivateFiles;
import dev.eyepiece.pipeline.RoadRule;
import dev.eyepiece.telemetry.Signal;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One rule set in a file {@code ID.rules}: lines {@code key: value}, a line {@code ---}, and the
 * rules as they were written.
 */
final class RuleSetFile {
  static final String SUFFIX = ".rules";

  private static final String END = "---";
  private static final int MAX_BYTES = 4 * RoadRule.MAX_TEXT + (64 << 10);
  private static final Set<String> KEYS =
      Set.of("name", "priority", "enabled", "signals", "error_mode");

  /** A file that holds no rule set; the message says where and what was expected. */
  static final class BrokenException extends Exception {
    private static final long serialVersionUID = 1L;

    BrokenException(String message) {
      super(message);
    }
  }

  private RuleSetFile() {}

  static Path file(Path folder, String id) {
    return folder.resolve(id + SUFFIX);
  }

  static void write(Path folder, RuleSetInfo set) throws IOException {
    String signals = RuleSetJson.signals(set);
    String text =
        "name: "
            + set.name()
            + "\npriority: "
            + set.priority()
            + "\nenabled: "
            + set.enabled()
            + (signals.isEmpty() ? "" : "\nsignals: " + signals)
            + "\nerror_mode: "
            + set.errorMode().name().toLowerCase(Locale.ROOT)
            + "\n"
            + END
            + "\n"
            + set.text();
    PrivateFiles.createFolder(folder);
    PrivateFiles.writeForced(file(folder, set.id()), text);
  }

  static RuleSetInfo read(Path file) throws IOException, BrokenException {
    String fileName = file.getFileName().toString();
    String id = fileName.substring(0, fileName.length() - SUFFIX.length());
    if (!RoadRule.isId(id)) {
      throw new BrokenException(
          "its name is no id; expected lower-case letters, digits and . _ - before " + SUFFIX);
    }
    if (Files.size(file) > MAX_BYTES) {
      throw new BrokenException("it is larger than " + MAX_BYTES + " bytes");
    }
    try {
      return parse(id, Files.readString(file));
    } catch (CharacterCodingException e) {
      throw new BrokenException("it is not UTF-8");
    }
  }

  private static RuleSetInfo parse(String id, String all) throws BrokenException {
    Map<String, String> values = new LinkedHashMap<>();
    int at = 0;
    for (int number = 1; ; number++) {
      int end = all.indexOf('\n', at);
      if (end < 0) {
        throw new BrokenException("the line '" + END + "' before the rules is missing");
      }
      String line = all.substring(at, end).strip();
      at = end + 1;
      if (line.equals(END)) {
        return set(id, values, all.substring(at));
      }
      int colon = line.indexOf(':');
      String key = colon < 0 ? "" : line.substring(0, colon).strip();
      if (!KEYS.contains(key)) {
        throw new BrokenException(
            "line "
                + number
                + ": expected one of "
                + KEYS.stream().sorted().collect(Collectors.joining(", "))
                + " with a value, or "
                + END);
      }
      values.put(key, line.substring(colon + 1).strip());
    }
  }

  private static RuleSetInfo set(String id, Map<String, String> values, String text)
      throws BrokenException {
    String priority = values.getOrDefault("priority", "" + RuleSetInfo.DEFAULT_PRIORITY);
    String enabled = values.getOrDefault("enabled", "false");
    if (!priority.matches("\\d{1,7}") || Integer.parseInt(priority) > RuleSetInfo.MAX_PRIORITY) {
      throw new BrokenException(
          "priority: expected a number from 0 to " + RuleSetInfo.MAX_PRIORITY);
    }
    if (!enabled.equals("true") && !enabled.equals("false")) {
      throw new BrokenException("enabled: expected true or false");
    }
    try {
      Set<Signal> signals = EnumSet.noneOf(Signal.class);
      String names = values.getOrDefault("signals", "");
      for (String name : names.isEmpty() ? new String[0] : names.split(",", -1)) {
        signals.add(RuleSetInfo.signal(name.strip()));
      }
      RuleSetInfo set =
          new RuleSetInfo(
              id,
              values.getOrDefault("name", id),
              Integer.parseInt(priority),
              enabled.equals("true"),
              signals,
              RuleSetInfo.errorMode(values.getOrDefault("error_mode", "ignore")),
              text);
      RuleSetRules.check(set);
      return set;
    } catch (IllegalArgumentException e) {
      throw new BrokenException(String.valueOf(e.getMessage()));
    }
  }
}
