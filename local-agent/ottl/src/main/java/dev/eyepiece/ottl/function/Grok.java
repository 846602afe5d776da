package dev.eyepiece.ottl.function;

import dev.eyepiece.ottl.value.DataFile;
import dev.eyepiece.ottl.value.Numbers;
import dev.eyepiece.ottl.value.OttlException;
import dev.eyepiece.ottl.value.Values;
import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.Attributes;
import dev.eyepiece.telemetry.Utf8;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A pattern of named patterns: {@code %{IP:client.ip}}, {@code %{NUMBER:bytes:int}}. What they
 * stand for is put in their place until none is left. Immutable.
 */
final class Grok {
  /** Dots are not of a group's name. */
  private static final String DOT = "___";

  private static final Pattern REFERENCE = Pattern.compile("%\\{(\\w+(?::[\\w+.]+(?::\\w+)?)?)}");
  private static final int MAX_ROUNDS = 1000;

  /** Longer patterns are not made: definitions may hold themselves, and twice. */
  private static final int MAX_LENGTH = 1 << 20;

  private final Regex regex;
  private final Map<String, String> types;
  private final List<@Nullable Utf8> keys;

  /** The names that come with the language. */
  private static final class Known {
    private static final Map<String, String> PATTERNS = read();

    private static Map<String, String> read() {
      Map<String, String> patterns = new HashMap<>();
      for (String line : DataFile.lines(Grok.class, "grok-patterns.txt")) {
        int blank = line.indexOf(' ');
        patterns.put(line.substring(0, blank), line.substring(blank + 1));
      }
      return Map.copyOf(patterns);
    }
  }

  private Grok(Regex regex, Map<String, String> types) {
    this.regex = regex;
    this.types = types;
    this.keys =
        regex.names().stream()
            .<@Nullable Utf8>map(
                name -> name == null ? null : Utf8.of(name.toString().replace(DOT, ".")))
            .toList();
  }

  /**
   * Compiles a pattern.
   *
   * @param namedOnly whether {@code %{WORD}} without a name of its own is not kept
   * @param definitions patterns by name, before those that are known
   * @throws OttlException for a name that is not known or what is no pattern
   */
  static Grok of(String pattern, boolean namedOnly, Map<String, String> definitions) {
    Map<String, String> types = new HashMap<>();
    String expanded = pattern;
    for (int round = 0; round < MAX_ROUNDS; round++) {
      Matcher references = REFERENCE.matcher(expanded);
      String next = expanded;
      boolean found = false;
      while (references.find()) {
        found = true;
        String[] parts = references.group(1).split(":", -1);
        String target = parts[parts.length > 1 ? 1 : 0];
        target = parts.length > 1 ? target.replace(".", DOT) : target;
        if (parts.length == 3) {
          types.put(target, parts[2]);
        }
        String known =
            definitions.getOrDefault(parts[0], Known.PATTERNS.getOrDefault(parts[0], ""));
        if (known.isEmpty() && !definitions.containsKey(parts[0])) {
          throw new OttlException("there is no pattern called " + parts[0]);
        }
        boolean plain = namedOnly && parts.length == 1;
        String group = plain ? "(" + known + ")" : "(?P<" + target + ">" + known + ")";
        next = next.replace(references.group(), group);
        if (next.length() > MAX_LENGTH) {
          throw new OttlException("the pattern grows beyond " + MAX_LENGTH + " characters");
        }
      }
      expanded = next;
      if (!found) {
        break;
      }
    }
    return new Grok(Regex.of(expanded), types);
  }

  boolean hasNames() {
    return keys.stream().anyMatch(Objects::nonNull);
  }

  /** What the groups of the first match hold by their names; empty when there is none. */
  Attributes read(Utf8 text) {
    Attributes map = new Attributes();
    List<Utf8> groups = regex.groups(text);
    for (int i = 1; groups != null && i < groups.size(); i++) {
      Utf8 key = keys.get(i);
      Utf8 name = regex.names().get(i);
      Utf8 group = groups.get(i);
      if (key != null && name != null && !group.isEmpty()) {
        map.put(key, typed(group, types.get(name.toString())));
      }
    }
    return map;
  }

  private static AnyValue typed(Utf8 text, @Nullable String type) {
    return switch (type) {
      case null -> Values.of(text);
      case "string" -> Values.of(text);
      case "int", "long" -> Values.of(Numbers.parseInt(text.toString(), 10));
      case "double", "float" -> Values.of(Numbers.parseDouble(text.toString()));
      case "bool", "boolean" -> Values.of(Numbers.parseBool(text.toString()));
      default ->
          throw new OttlException(
              "expected the type string, int, long, double, float, bool or boolean, found " + type);
    };
  }
}
