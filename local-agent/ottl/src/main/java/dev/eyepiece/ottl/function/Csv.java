package dev.eyepiece.ottl.function;

import dev.eyepiece.ottl.value.OttlException;
import java.util.ArrayList;
import java.util.List;

/** Reads one row of comma-separated values; line breaks outside of quotes belong to their field. */
final class Csv {
  private final String text;
  private final int comma;
  private final boolean lazy;
  private int at;

  private Csv(String text, int comma, boolean lazy) {
    this.text = text;
    this.comma = comma;
    this.lazy = lazy;
  }

  static List<String> row(String text, int comma, boolean lazy) {
    if (comma == '"' || comma == '\r' || comma == '\n' || comma == 0xfffd) {
      throw new OttlException("this character cannot be a delimiter");
    }
    Csv csv = new Csv(text.replace("\r\n", "\n"), comma, lazy);
    List<String> row = new ArrayList<>();
    while (csv.at < csv.text.length()) {
      if (csv.text.charAt(csv.at) == '\n') {
        // Empty lines are passed over.
        csv.at++;
        continue;
      }
      List<String> line = csv.line();
      if (row.isEmpty()) {
        row.addAll(line);
      } else {
        row.set(row.size() - 1, row.getLast() + "\n" + line.getFirst());
        row.addAll(line.subList(1, line.size()));
      }
    }
    if (row.isEmpty()) {
      throw new OttlException("there is no line");
    }
    return row;
  }

  private List<String> line() {
    List<String> fields = new ArrayList<>();
    while (true) {
      boolean quoted = at < text.length() && text.charAt(at) == '"';
      boolean broken = quoted ? quoted(fields) : plain(fields);
      if (broken) {
        // What was read of the line counts, as in the reference; nothing at all is an error.
        skipLine();
        return fields;
      }
      if (at >= text.length() || text.charAt(at) == '\n') {
        at++;
        return fields;
      }
      at += Character.charCount(comma);
    }
  }

  private void skipLine() {
    while (at < text.length() && text.charAt(at) != '\n') {
      at++;
    }
    at++;
  }

  /** Reads a field up to the comma or the end of the line; answers whether it is broken. */
  private boolean plain(List<String> fields) {
    int from = at;
    while (at < text.length() && text.charAt(at) != '\n' && text.codePointAt(at) != comma) {
      at++;
    }
    String field = text.substring(from, at);
    if (!lazy && field.indexOf('"') >= 0) {
      if (fields.isEmpty()) {
        throw new OttlException("a quote stands in a field that is not quoted");
      }
      return true;
    }
    fields.add(field);
    return false;
  }

  private boolean quoted(List<String> fields) {
    StringBuilder field = new StringBuilder();
    at++;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c != '"') {
        field.append(c);
        continue;
      }
      boolean end = at >= text.length() || text.charAt(at) == '\n' || text.codePointAt(at) == comma;
      if (end) {
        fields.add(field.toString());
        return false;
      }
      if (text.charAt(at) == '"') {
        field.append('"');
        at++;
      } else if (lazy) {
        field.append('"');
      } else {
        return broken(fields);
      }
    }
    if (lazy) {
      fields.add(field.toString());
      return false;
    }
    return broken(fields);
  }

  private static boolean broken(List<String> fields) {
    if (fields.isEmpty()) {
      throw new OttlException("a quote is not closed where the field ends");
    }
    return true;
  }
}
