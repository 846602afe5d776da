package dev.eyepiece.agent.self;

import dev.eyepiece.agent.RuleSetInfo;
import dev.eyepiece.agent.SettingsException;
import dev.eyepiece.agent.settings.HostPace;
import dev.eyepiece.agent.settings.Setting;
import dev.eyepiece.agent.settings.SettingsFile;
import dev.eyepiece.opamp.ConfigRefusedException;
import dev.eyepiece.opamp.ConfigText;
import dev.eyepiece.telemetry.Signal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * What a server lets this agent do: YAML with {@code host-metrics}, and with {@code rules} by their
 * ids, each with {@code text} and, where they are not the defaults, {@code name}, {@code priority},
 * {@code signals} and {@code error-mode}.
 *
 * @param pace null when it is not named
 * @param rules all rule sets of the server, each with its place in the config
 */
record RemoteConfig(@Nullable HostPace pace, Map<RuleSetInfo, String> rules) {
  static final int MOST_CHARACTERS = 1 << 18;
  private static final String RULES = "rules";
  private static final String EXPECTED = "error-mode, name, priority, signals, text";

  /**
   * Reads a config.
   *
   * @throws ConfigRefusedException with the place of what is wrong, and what was expected
   */
  static RemoteConfig read(List<ConfigText> config) throws ConfigRefusedException {
    long characters = config.stream().mapToLong(text -> text.body().length()).sum();
    if (characters > MOST_CHARACTERS) {
      throw new ConfigRefusedException(
          "the config has "
              + characters
              + " characters; at most "
              + MOST_CHARACTERS
              + " are taken");
    }
    HostPace pace = null;
    Map<RuleSetInfo, String> rules = new LinkedHashMap<>();
    for (ConfigText text : config) {
      Path name = Path.of(text.name().isEmpty() ? "config" : "config-" + clean(text.name()));
      try {
        Node root = SettingsFile.compose(text.body(), name);
        if (root instanceof MappingNode mapping) {
          root = withoutRules(mapping, name, rules);
        }
        for (Map.Entry<String, SettingsFile.Value> entry :
            SettingsFile.values(root, name).entrySet()) {
          pace = pace(entry.getKey(), entry.getValue());
        }
      } catch (SettingsException e) {
        throw new ConfigRefusedException(String.valueOf(e.getMessage()));
      }
    }
    return new RemoteConfig(pace, rules);
  }

  private static String clean(String name) {
    return name.replaceAll("[^A-Za-z0-9._-]", "_");
  }

  /** The settings alone; the rules are read. */
  private static @Nullable Node withoutRules(
      MappingNode root, Path file, Map<RuleSetInfo, String> rules) throws ConfigRefusedException {
    List<NodeTuple> rest = new ArrayList<>();
    for (NodeTuple entry : root.getValue()) {
      if (entry.getKeyNode() instanceof ScalarNode key && key.getValue().equals(RULES)) {
        for (NodeTuple set : mapping(entry.getValueNode(), file, RULES, "ids of rule sets")) {
          RuleSetInfo read = set(set, file);
          String place = SettingsFile.place(file, set.getKeyNode());
          if (rules.keySet().stream().anyMatch(other -> other.id().equals(read.id()))) {
            throw new ConfigRefusedException(
                place + ": the rule set '" + read.id() + "' is there twice");
          }
          rules.put(read, place);
        }
      } else {
        rest.add(entry);
      }
    }
    return rest.isEmpty()
        ? null
        : new MappingNode(
            root.getTag(), true, rest, root.getFlowStyle(), root.getStartMark(), root.getEndMark());
  }

  private static List<NodeTuple> mapping(Node node, Path file, String what, String expected)
      throws ConfigRefusedException {
    if (node instanceof MappingNode mapping) {
      return mapping.getValue();
    }
    throw new ConfigRefusedException(
        SettingsFile.place(file, node) + ": " + what + " is not a mapping; expected " + expected);
  }

  private static RuleSetInfo set(NodeTuple entry, Path file) throws ConfigRefusedException {
    String id = text(entry.getKeyNode(), file, "the id of a rule set");
    RuleSetInfo set = RuleSetInfo.of(id, "").withEnabled(true);
    for (NodeTuple part : mapping(entry.getValueNode(), file, RULES + "." + id, EXPECTED)) {
      String key = text(part.getKeyNode(), file, "a key");
      String value = text(part.getValueNode(), file, key);
      try {
        set = with(set, key, value);
      } catch (IllegalArgumentException e) {
        throw new ConfigRefusedException(
            SettingsFile.place(file, part.getKeyNode()) + ": " + e.getMessage());
      }
    }
    return set;
  }

  private static RuleSetInfo with(RuleSetInfo set, String key, String value) {
    return switch (key) {
      case "text" -> set.withText(value);
      case "name" -> set.withName(value);
      case "priority" -> {
        if (!value.matches("\\d{1,7}")) {
          throw new IllegalArgumentException(
              "priority: expected a number from 0 to " + RuleSetInfo.MAX_PRIORITY);
        }
        yield set.withPriority(Integer.parseInt(value));
      }
      case "signals" -> {
        Set<Signal> signals = EnumSet.noneOf(Signal.class);
        for (String name : value.split(",", -1)) {
          signals.add(RuleSetInfo.signal(name.strip()));
        }
        yield set.withSignals(signals);
      }
      case "error-mode" -> set.withErrorMode(RuleSetInfo.errorMode(value));
      default ->
          throw new IllegalArgumentException(
              "unknown key '" + clean(key) + "' of a rule set; expected " + EXPECTED);
    };
  }

  private static String text(Node node, Path file, String what) throws ConfigRefusedException {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    throw new ConfigRefusedException(
        SettingsFile.place(file, node)
            + ": "
            + what
            + " is a list or a mapping; expected plain text");
  }

  private static HostPace pace(String key, SettingsFile.Value value) throws ConfigRefusedException {
    if (!key.equals(Setting.HOST_METRICS.key())) {
      throw new ConfigRefusedException(
          value.place()
              + ": "
              + key
              + " is not for a server to set; expected "
              + Setting.HOST_METRICS.key()
              + " or "
              + RULES);
    }
    try {
      return Setting.HOST_METRICS.reader().read(value.text());
    } catch (IllegalArgumentException e) {
      throw new ConfigRefusedException(
          value.place()
              + ": '"
              + value.text()
              + "' is not valid for "
              + key
              + "; expected "
              + Setting.HOST_METRICS.expected());
    }
  }
}
