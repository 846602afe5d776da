package dev.eyepiece.ottl.function;

import dev.eyepiece.ottl.value.DataFile;
import dev.eyepiece.ottl.value.Values;
import dev.eyepiece.telemetry.Attributes;
import dev.eyepiece.telemetry.Utf8;
import java.util.ArrayList;
import java.util.List;

/** Browsers and operating systems by how they name themselves. */
final class UserAgents {
  private static final Utf8 OTHER = Utf8.of("Other");

  /** Patterns in order, the first that gives a name counts; made when they are first needed. */
  private static final class Known {
    private static final List<Rule> AGENTS = read("agent", 4);
    private static final List<Rule> SYSTEMS = read("os", 5);

    private static List<Rule> read(String kind, int parts) {
      List<Rule> rules = new ArrayList<>();
      for (String line : DataFile.lines(UserAgents.class, "user-agents.txt")) {
        String[] fields = line.split("\t", -1);
        if (fields[0].equals(kind)) {
          rules.add(Rule.of(fields, parts));
        }
      }
      return List.copyOf(rules);
    }
  }

  /**
   * A pattern, and what name and parts of the version are made of.
   *
   * @param parts the name first
   */
  private record Rule(Regex regex, List<Utf8> parts) {
    static Rule of(String[] fields, int count) {
      List<Utf8> parts = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        String given = fields.length > 3 + i ? fields[3 + i] : "";
        parts.add(Utf8.of(given.isEmpty() ? "$" + (i + 1) : given));
      }
      String flags = fields[1].isEmpty() ? "" : "(?" + fields[1] + ")";
      return new Rule(Regex.of(flags + fields[2]), parts);
    }
  }

  private UserAgents() {}

  static Attributes read(Utf8 text) {
    Attributes map = new Attributes();
    List<Utf8> agent = find(Known.AGENTS, text);
    List<Utf8> system = find(Known.SYSTEMS, text);
    map.add(Utf8.of("user_agent.name"), Values.of(agent.getFirst()));
    map.add(Utf8.of("user_agent.original"), Values.of(text));
    map.add(Utf8.of("user_agent.version"), Values.of(version(agent)));
    map.add(Utf8.of("os.name"), Values.of(system.getFirst()));
    Utf8 version = version(system);
    if (!version.isEmpty()) {
      map.add(Utf8.of("os.version"), Values.of(version));
    }
    return map;
  }

  private static List<Utf8> find(List<Rule> rules, Utf8 text) {
    List<Utf8> last = List.of();
    for (Rule rule : rules) {
      List<Utf8> found = rule.regex.expanded(text, rule.parts);
      if (found == null) {
        continue;
      }
      last = found;
      if (!found.getFirst().isEmpty()) {
        return found;
      }
    }
    List<Utf8> other = new ArrayList<>(last);
    if (other.isEmpty()) {
      other.add(OTHER);
    } else {
      other.set(0, OTHER);
    }
    return other;
  }

  /** Parts that are not empty; each but the first behind a dot. */
  private static Utf8 version(List<Utf8> parts) {
    StringBuilder version = new StringBuilder();
    for (int i = 1; i < parts.size(); i++) {
      if (!parts.get(i).isEmpty()) {
        version.append(i == 1 ? "" : ".").append(parts.get(i));
      }
    }
    return Utf8.of(version.toString());
  }
}
