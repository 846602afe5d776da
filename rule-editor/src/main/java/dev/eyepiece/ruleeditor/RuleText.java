package dev.eyepiece.ruleeditor;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Rules as they stand in the editor: one statement a line, or a collector's YAML. Empty lines and
 * lines that start with {@code #} are left out; a dash before a statement is taken off.
 *
 * @param yaml whether it is YAML
 * @param statements the texts that may be statements, in order
 */
record RuleText(boolean yaml, List<Statement> statements) {
  /** A key of YAML that has something below it; no statement looks so. */
  private static final Pattern KEY = Pattern.compile("^[ -]*[a-z_0-9/.-]+:( *$| +[|>\\[{].*)");

  /**
   * A statement and where it stands.
   *
   * @param start offset in the whole text
   */
  record Statement(String text, int start) {
    int end() {
      return start + text.length();
    }
  }

  static RuleText of(String text) {
    List<Statement> statements = new ArrayList<>();
    boolean yaml = false;
    int start = 0;
    for (String line : text.split("\n", -1)) {
      yaml |= KEY.matcher(line).matches();
      Statement statement = statement(line, start);
      if (statement != null) {
        statements.add(statement);
      }
      start += line.length() + 1;
    }
    return new RuleText(yaml, List.copyOf(statements));
  }

  private static @org.jspecify.annotations.Nullable Statement statement(String line, int start) {
    int from = 0;
    while (from < line.length() && line.charAt(from) == ' ') {
      from++;
    }
    if (line.startsWith("- ", from)) {
      from += 2;
    }
    String text = line.substring(from).stripTrailing();
    return text.isEmpty() || text.startsWith("#") || KEY.matcher(line).matches()
        ? null
        : new Statement(text, start + from);
  }
}
