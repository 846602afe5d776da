package dev.eyepiece.ruleeditor;

import java.util.ArrayList;
import java.util.List;

/** JSON of one line, laid out over lines of one value each. */
final class JsonLines {
  private static final int MOST_DEPTH = 200;

  private JsonLines() {}

  /** The lines of well-formed JSON; other text comes back as lines too, laid out less well. */
  static List<String> of(String json) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    int depth = 0;
    boolean quoted = false;
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (quoted) {
        line.append(c);
        if (c == '\\' && i + 1 < json.length()) {
          line.append(json.charAt(++i));
        } else if (c == '"') {
          quoted = false;
        }
        continue;
      }
      switch (c) {
        case '"' -> {
          quoted = true;
          line.append(c);
        }
        case '{', '[' -> {
          line.append(c);
          char close = c == '{' ? '}' : ']';
          if (i + 1 < json.length() && json.charAt(i + 1) == close) {
            line.append(close);
            i++;
          } else {
            depth = Math.min(MOST_DEPTH, depth + 1);
            end(lines, line, depth);
          }
        }
        case '}', ']' -> {
          depth = Math.max(0, depth - 1);
          end(lines, line, depth);
          line.append(c);
        }
        case ',' -> {
          line.append(c);
          end(lines, line, depth);
        }
        case ':' -> line.append(": ");
        case ' ', '\n', '\r', '\t' -> {
          // Space between values has no meaning.
        }
        default -> line.append(c);
      }
    }
    if (!line.toString().isBlank()) {
      lines.add(line.toString());
    }
    return lines;
  }

  private static void end(List<String> lines, StringBuilder line, int depth) {
    if (!line.toString().isBlank()) {
      lines.add(line.toString());
    }
    line.setLength(0);
    line.repeat("  ", depth);
  }
}
