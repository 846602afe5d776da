package dev.eyepiece.agent.settings;

import dev.eyepiece.agent.SettingsException;
import dev.eyepiece.agent.forward.ForwardList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** The settings file: every value with the line it is on. */
public final class SettingsFile {
  private static final int MAX_BYTES = 1 << 20;

  /**
   * A value as written.
   *
   * @param place file and line
   */
  public record Value(String text, String place) {}

  private final Path file;
  private final Map<String, Value> values = new LinkedHashMap<>();

  private SettingsFile(Path file) {
    this.file = file;
  }

  /** Reads the file; one that is not there sets nothing. */
  public static Map<String, Value> read(Path file) throws SettingsException {
    if (!Files.exists(file)) {
      return Map.of();
    }
    String text;
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new SettingsException(file + " is larger than " + MAX_BYTES + " bytes");
      }
      text = Files.readString(file);
    } catch (IOException e) {
      throw new SettingsException(file + " cannot be read: " + e.getMessage());
    }
    return parse(text, file);
  }

  /** Reads the text of a file, wherever it came from; errors name the file. */
  public static Map<String, Value> parse(String text, Path file) throws SettingsException {
    return values(compose(text, file), file);
  }

  /** Reads the YAML of a file, wherever it came from; null when there is nothing in it. */
  public static @Nullable Node compose(String text, Path file) throws SettingsException {
    LoadSettings load = LoadSettings.builder().setLabel(file.toString()).build();
    try {
      Node root = new Compose(load).composeString(text).orElse(null);
      return root == null || root.getTag().equals(Tag.NULL) ? null : root;
    } catch (MarkedYamlEngineException e) {
      throw new SettingsException(
          place(file, e.getProblemMark()) + ": not YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      throw new SettingsException(file + ": not YAML: " + e.getMessage());
    }
  }

  /** The settings in a file's YAML; errors name the file. */
  public static Map<String, Value> values(@Nullable Node root, Path file) throws SettingsException {
    SettingsFile settings = new SettingsFile(file);
    if (root != null) {
      settings.mapping("", root);
    }
    return settings.values;
  }

  private void mapping(String prefix, Node node) throws SettingsException {
    if (!(node instanceof MappingNode mapping)) {
      String what = prefix.isEmpty() ? "the file" : prefix.substring(0, prefix.length() - 1);
      throw new SettingsException(
          place(node) + ": " + what + " is not a mapping; expected keys: " + known(prefix));
    }
    for (NodeTuple entry : mapping.getValue()) {
      if (!(entry.getKeyNode() instanceof ScalarNode name)) {
        throw new SettingsException(place(entry.getKeyNode()) + ": a key that is not plain text");
      }
      entry(prefix + name.getValue(), name, entry.getValueNode(), prefix);
    }
  }

  private void entry(String key, ScalarNode name, Node node, String prefix)
      throws SettingsException {
    if (Setting.ALL.stream().anyMatch(setting -> setting.key().startsWith(key + "."))) {
      mapping(key + ".", node);
      return;
    }
    Setting<?> setting =
        Setting.ALL.stream()
            .filter(s -> s.key().equals(key))
            .findFirst()
            .orElseThrow(() ->
                new SettingsException(
                    place(name)
                        + ": unknown key '"
                        + key
                        + "'; expected one of: "
                        + known(prefix)));
    Value value = new Value(text(setting, node), place(node));
    if (values.putIfAbsent(key, value) != null) {
      throw new SettingsException(place(name) + ": key '" + key + "' is there twice");
    }
  }

  private String text(Setting<?> setting, Node node) throws SettingsException {
    if (node instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)) {
      return scalar.getValue();
    }
    if (setting.equals(Setting.ORIGINS)
        && node instanceof SequenceNode sequence
        && sequence.getValue().stream().allMatch(ScalarNode.class::isInstance)) {
      return sequence.getValue().stream()
          .map(element -> ((ScalarNode) element).getValue())
          .collect(Collectors.joining(","));
    }
    if (setting.equals(Setting.FORWARD) && node instanceof SequenceNode sequence) {
      return ForwardList.json(sequence);
    }
    String kind =
        switch (node) {
          case MappingNode mapping -> "a mapping";
          case SequenceNode sequence -> "a list";
          default -> "empty";
        };
    throw new SettingsException(
        place(node) + ": " + setting.key() + " is " + kind + "; expected " + setting.expected());
  }

  private static String known(String prefix) {
    return Setting.ALL.stream()
        .map(Setting::key)
        .filter(key -> key.startsWith(prefix))
        .map(key -> key.substring(prefix.length()).replaceFirst("\\..*", ""))
        .collect(Collectors.toCollection(TreeSet::new))
        .stream()
        .collect(Collectors.joining(", "));
  }

  private String place(Node node) {
    return place(file, node);
  }

  /** File and line of a node. */
  public static String place(Path file, Node node) {
    return place(file, node.getStartMark());
  }

  private static String place(Path file, Optional<Mark> mark) {
    return mark.map(m -> file + ":" + (m.getLine() + 1)).orElse(file.toString());
  }
}
