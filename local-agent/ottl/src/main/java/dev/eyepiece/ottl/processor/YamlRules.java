package dev.eyepiece.ottl.processor;

import dev.eyepiece.ottl.RuleSyntaxException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** The statements and conditions of a YAML text, with their places. */
final class YamlRules {
  /** Keys whose lists hold statements or conditions. */
  private static final Pattern TEXTS =
      Pattern.compile(
          "(\\w+_)?(statements|conditions)"
              + "|resource|span|spanevent|metric|datapoint|log_record|profile");

  private static final Set<String> SIGNALS = Set.of("traces", "metrics", "logs", "profiles");

  private final String text;
  private final List<Place> places = new ArrayList<>();
  private int lastPoint;
  private int lastOffset;
  private final Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  /**
   * A text that is a rule.
   *
   * @param flow whether it stands in a list in square brackets
   * @param start index of its first char, quotes included
   * @param end index after its last char
   */
  private record Place(
      String value, ScalarStyle style, boolean flow, int line, int start, int end) {}

  YamlRules(String text) throws RuleSyntaxException {
    this.text = text;
    try {
      Node root =
          new Compose(RuleFile.settings()).composeString(text).orElseThrow(() -> none("nothing"));
      root(root);
      // What an alias repeats stands where its anchor is.
      places.sort(Comparator.comparingInt(Place::start));
    } catch (YamlEngineException e) {
      throw RuleFile.noYaml(e);
    }
  }

  private static RuleSyntaxException none(String found) {
    return new RuleSyntaxException("no rules: expected a map or a list, found " + found);
  }

  private void root(Node root) {
    if (root instanceof SequenceNode list) {
      list(list);
    } else if (root instanceof MappingNode map) {
      boolean collector = map.getValue().stream().anyMatch(e -> RuleFile.isSection(key(e)));
      boolean named = map.getValue().stream().anyMatch(e -> RuleFile.type(key(e)) != null);
      for (NodeTuple entry : map.getValue()) {
        if (collector && key(entry).equals("processors")) {
          processors(entry.getValueNode());
        }
      }
      if (!collector && named) {
        processors(map);
      } else if (!collector) {
        processor(map);
      }
    }
  }

  private static String key(NodeTuple entry) {
    return entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
  }

  private void processors(Node node) {
    if (node instanceof MappingNode map) {
      for (NodeTuple entry : map.getValue()) {
        if (RuleFile.type(key(entry)) != null) {
          processor(entry.getValueNode());
        }
      }
    }
  }

  private void processor(Node node) {
    if (!(node instanceof MappingNode map) || !seen.add(map)) {
      return;
    }
    for (NodeTuple entry : map.getValue()) {
      Node value = entry.getValueNode();
      if (TEXTS.matcher(key(entry)).matches() && value instanceof SequenceNode list) {
        list(list);
      } else if (SIGNALS.contains(key(entry))) {
        processor(value);
      }
    }
  }

  private void list(SequenceNode list) {
    if (!seen.add(list)) {
      return;
    }
    for (Node item : list.getValue()) {
      Mark start = item.getStartMark().orElse(null);
      Mark end = item.getEndMark().orElse(null);
      if (item instanceof MappingNode) {
        processor(item);
      } else if (item instanceof ScalarNode scalar
          && scalar.getTag().equals(Tag.STR)
          && start != null
          && end != null
          && seen.add(item)) {
        places.add(
            new Place(
                scalar.getValue(),
                scalar.getScalarStyle(),
                list.getFlowStyle() == FlowStyle.FLOW,
                start.getLine() + 1,
                offset(start.getIndex()),
                offset(end.getIndex())));
      }
    }
  }

  /** The index of a char by that of its code point; near ones are found quickly. */
  private int offset(int point) {
    lastOffset = text.offsetByCodePoints(lastOffset, point - lastPoint);
    lastPoint = point;
    return lastOffset;
  }

  String formatted() throws RuleSyntaxException {
    StringBuilder out = new StringBuilder();
    List<String> expected = new ArrayList<>();
    int done = 0;
    for (Place place : places) {
      String formatted;
      try {
        formatted = RuleFormat.text(place.value);
      } catch (RuleSyntaxException e) {
        throw new RuleSyntaxException("line " + place.line + ": " + e.getMessage());
      }
      expected.add(formatted);
      if (!formatted.equals(place.value.strip())) {
        out.append(text, done, place.start).append(scalar(place, formatted));
        done = place.end;
      }
    }
    out.append(text, done, text.length());
    String made = out.toString();
    List<String> found =
        new YamlRules(made).places.stream().map(place -> place.value.strip()).toList();
    if (!found.equals(expected)) {
      throw new RuleSyntaxException(
          "the rules stand in the YAML in a way that cannot be kept: write them as plain lists");
    }
    return made;
  }

  /** A text as a scalar of the style that the one before it had, or of one that can hold it. */
  private String scalar(Place place, String value) {
    return switch (place.style) {
      case LITERAL, FOLDED, JSON_SCALAR_STYLE -> block(place, value);
      case DOUBLE_QUOTED -> doubled(value);
      case SINGLE_QUOTED -> single(value);
      case PLAIN ->
          value.equals(read(place.flow ? "[" + value + "]" : "- " + value)) ? value : single(value);
    };
  }

  private static String single(String value) {
    return "'" + value.replace("'", "''") + "'";
  }

  private static String doubled(String value) {
    return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** Header, indentation and what follows stay; the lines become one. */
  private String block(Place place, String value) {
    String old = text.substring(place.start, place.end);
    int header = old.indexOf('\n') + 1;
    int from = header;
    while (from < old.length() && Character.isWhitespace(old.charAt(from))) {
      from++;
    }
    int indent = old.lastIndexOf('\n', from) + 1;
    String end = old.substring(old.stripTrailing().length());
    return old.substring(0, header) + old.substring(indent, from) + value + end;
  }

  private static @Nullable Object read(String yaml) {
    try {
      return new Load(RuleFile.settings()).loadFromString(yaml) instanceof List<?> list
              && list.size() == 1
          ? list.getFirst()
          : null;
    } catch (YamlEngineException e) {
      // No YAML: another style must do.
      return null;
    }
  }
}
