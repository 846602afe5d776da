package dev.eyepiece.agent.forward;

import dev.eyepiece.agent.ForwardInfo;
import dev.eyepiece.agent.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** All endpoints, as an option, a variable or the settings file says them. */
public final class ForwardList {
  /** Endpoints at most. */
  public static final int MOST = 32;

  private ForwardList() {}

  /**
   * Reads {@code [NAME=]URL[,[NAME=]URL...]}, or what {@link #json} makes of the list in a file.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  public static List<ForwardInfo> read(String text) {
    List<ForwardInfo> all = new ArrayList<>();
    if (text.startsWith("[")) {
      if (JsonText.read(text) instanceof List<?> list) {
        for (Object one : list) {
          if (!(one instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException("endpoint " + (all.size() + 1) + " is no mapping");
          }
          all.add(named(map, all.size() + 1));
        }
      }
    } else {
      for (String one : text.split(",", -1)) {
        if (!one.isBlank()) {
          all.add(url(one.strip(), all.size() + 1));
        }
      }
    }
    return checked(all);
  }

  private static ForwardInfo named(Map<?, ?> map, int number) {
    try {
      return ForwardKeys.read(map);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("endpoint " + number + ": " + e.getMessage(), e);
    }
  }

  private static ForwardInfo url(String text, int number) {
    int equals = text.indexOf('=');
    int scheme = text.indexOf("://");
    boolean hasName = equals > 0 && (scheme < 0 || equals < scheme);
    String name = hasName ? text.substring(0, equals) : "endpoint-" + number;
    return ForwardKeys.read(Map.of("name", name, "url", text.substring(hasName ? equals + 1 : 0)));
  }

  /**
   * Checks that endpoints can stand side by side.
   *
   * @throws IllegalArgumentException saying why not
   */
  static List<ForwardInfo> checked(List<ForwardInfo> all) {
    if (all.size() > MOST) {
      throw new IllegalArgumentException(all.size() + " endpoints; expected at most " + MOST);
    }
    for (ForwardInfo one : all) {
      if (all.stream().filter(other -> other.name().equals(one.name())).count() > 1) {
        throw new IllegalArgumentException("two endpoints are called '" + one.name() + "'");
      }
    }
    return List.copyOf(all);
  }

  /** The list in a settings file as one line that {@link #read} takes. */
  public static String json(SequenceNode list) {
    return JsonText.write(value(list));
  }

  private static @Nullable Object value(Node node) {
    return switch (node) {
      case SequenceNode list -> {
        List<@Nullable Object> values = new ArrayList<>();
        list.getValue().forEach(one -> values.add(value(one)));
        yield values;
      }
      case MappingNode mapping -> {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (NodeTuple entry : mapping.getValue()) {
          String key = entry.getKeyNode() instanceof ScalarNode name ? name.getValue() : "?";
          values.put(key, value(entry.getValueNode()));
        }
        yield values;
      }
      case ScalarNode scalar -> scalar.getTag().equals(Tag.NULL) ? null : scalar.getValue();
      default -> null;
    };
  }

  /** For people: names and URLs, in the form of an option. */
  public static String shown(List<ForwardInfo> endpoints) {
    return endpoints.stream()
        .map(one -> one.name() + "=" + one.url())
        .collect(Collectors.joining(","));
  }

  /** The list as the value of a key of a YAML file, from the line after the key on. */
  public static String yaml(List<ForwardInfo> endpoints) {
    StringBuilder text = new StringBuilder();
    for (ForwardInfo endpoint : endpoints) {
      String start = "  - ";
      for (Map.Entry<String, @Nullable Object> entry :
          ForwardText.write(endpoint, endpoint.headers()).entrySet()) {
        // JSON is YAML too, and says every text as it is.
        text.append(start).append(entry.getKey()).append(": ");
        text.append(JsonText.write(entry.getValue())).append('\n');
        start = "    ";
      }
    }
    return text.toString();
  }
}
