package dev.eyepiece.agent.settings;

import dev.eyepiece.agent.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Changes one value of the settings file and leaves everything else as it was written: comments,
 * order, quotes. What it wrote is read again before it is kept, so that a file which is written in
 * an unusual way is refused rather than spoiled.
 */
public final class SettingsEdit {
  private final Path file;
  private final String text;

  private SettingsEdit(Path file, String text) {
    this.file = file;
    this.text = text;
  }

  /**
   * Changes a value.
   *
   * @param value as it is to be read back; null takes the key out of the file
   */
  public static void save(Path file, Setting<?> setting, @Nullable String value)
      throws SettingsException {
    String before = read(file);
    Map<String, String> wanted = values(SettingsFile.read(file));
    if (value == null) {
      wanted.remove(setting.key());
    } else {
      wanted.put(setting.key(), value);
    }
    String after = new SettingsEdit(file, before).with(setting.key(), value);
    if (!values(SettingsFile.parse(after, file)).equals(wanted)) {
      throw new SettingsException(
          file + ": " + setting.key() + " cannot be changed here; change it in the file by hand");
    }
    write(file, after);
  }

  private static String read(Path file) throws SettingsException {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new SettingsException(file + " cannot be read: " + e.getMessage());
    }
  }

  /**
   * Changes a value that takes lines of its own.
   *
   * @param setting of a key without a dot
   * @param block its lines, further in than the key; null takes the key out of the file
   */
  public static void saveBlock(Path file, Setting<?> setting, @Nullable String block)
      throws SettingsException {
    String before = read(file);
    Map<String, String> others = values(SettingsFile.read(file));
    others.remove(setting.key());
    String without = new SettingsEdit(file, before).with(setting.key(), null);
    String gap = without.isEmpty() || without.endsWith("\n") ? "" : "\n";
    String after = block == null ? without : without + gap + setting.key() + ":\n" + block;
    Map<String, String> got = values(SettingsFile.parse(after, file));
    boolean isThere = got.remove(setting.key()) != null;
    if (!got.equals(others) || isThere != (block != null)) {
      throw new SettingsException(
          file + ": " + setting.key() + " cannot be changed here; change it in the file by hand");
    }
    write(file, after);
  }

  private static Map<String, String> values(Map<String, SettingsFile.Value> read) {
    Map<String, String> values = new LinkedHashMap<>();
    read.forEach((key, value) -> values.put(key, value.text()));
    return values;
  }

  private static void write(Path file, String text) throws SettingsException {
    Path beside = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(beside, text);
      Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new SettingsException(file + " cannot be written: " + e.getMessage());
    }
  }

  private String with(String key, @Nullable String value) throws SettingsException {
    Optional<Node> root;
    try {
      root = new Compose(LoadSettings.builder().build()).composeString(text);
    } catch (YamlEngineException e) {
      throw new SettingsException(file + ": not YAML: " + e.getMessage());
    }
    int dot = key.indexOf('.');
    String outer = dot < 0 ? key : key.substring(0, dot);
    String inner = dot < 0 ? "" : key.substring(dot + 1);
    NodeTuple entry = root.isPresent() ? child(root.get(), outer) : null;
    NodeTuple leaf = entry == null || dot < 0 ? entry : child(entry.getValueNode(), inner);
    if (value == null) {
      return leaf == null || entry == null ? text : without(dot < 0 || only(entry) ? entry : leaf);
    }
    String quoted = quoted(value);
    if (leaf != null) {
      Node old = leaf.getValueNode();
      return text.substring(0, at(old.getStartMark()))
          + quoted
          + text.substring(at(old.getEndMark()));
    }
    if (entry != null && entry.getValueNode() instanceof MappingNode mapping) {
      return into(mapping, inner, quoted);
    }
    String gap = text.isEmpty() || text.endsWith("\n") ? "" : "\n";
    return text
        + gap
        + (dot < 0 ? key + ": " + quoted + "\n" : outer + ":\n  " + inner + ": " + quoted + "\n");
  }

  private static boolean only(NodeTuple entry) {
    return entry.getValueNode() instanceof MappingNode mapping && mapping.getValue().size() == 1;
  }

  private static @Nullable NodeTuple child(Node node, String key) {
    if (node instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        if (tuple.getKeyNode() instanceof ScalarNode name && name.getValue().equals(key)) {
          return tuple;
        }
      }
    }
    return null;
  }

  /** A line of its own before the first one of a block, as far in as that one. */
  private String into(MappingNode mapping, String inner, String quoted) {
    int first = at(mapping.getValue().getFirst().getKeyNode().getStartMark());
    if (mapping.getFlowStyle() == FlowStyle.FLOW) {
      return text.substring(0, first) + inner + ": " + quoted + ", " + text.substring(first);
    }
    int line = text.lastIndexOf('\n', first - 1) + 1;
    String indent = text.substring(line, first);
    return text.substring(0, line) + indent + inner + ": " + quoted + "\n" + text.substring(line);
  }

  /** The text without the lines that an entry is on. */
  private String without(NodeTuple entry) {
    int start = text.lastIndexOf('\n', at(entry.getKeyNode().getStartMark()) - 1) + 1;
    int last = Math.max(start, at(entry.getValueNode().getEndMark()) - 1);
    int end = text.indexOf('\n', last);
    return text.substring(0, start) + (end < 0 ? "" : text.substring(end + 1));
  }

  private int at(Optional<Mark> mark) {
    // Marks count code points.
    return mark.map(m -> text.offsetByCodePoints(0, m.getIndex())).orElse(0);
  }

  private static String quoted(String value) {
    boolean plain = value.matches("[A-Za-z0-9][A-Za-z0-9._/+-]*(:[0-9]+)?");
    return plain ? value : "'" + value.replace("'", "''") + "'";
  }
}
