package dev.eyepiece.ottl.function;

import dev.eyepiece.ottl.engine.Arg;
import dev.eyepiece.ottl.engine.CheckException;
import dev.eyepiece.ottl.engine.Frame;
import dev.eyepiece.ottl.value.OttlException;
import dev.eyepiece.telemetry.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * A shell pattern over a whole text without separators: {@code *}, {@code ?}, {@code [a-z]}, {@code
 * [!abc]}, {@code {one,two}}, backslash escapes.
 */
final class Glob {
  private static final int MAX_DEPTH = 50;

  private final String glob;
  private int at;

  private Glob(String glob) {
    this.glob = glob;
  }

  /** As a pattern that a whole text must match. */
  static Regex of(String glob) {
    Glob reader = new Glob(glob);
    String body = reader.alternatives(0);
    return Regex.of("(?s)\\A(?:" + body + ")\\z");
  }

  /** An argument that is a shell pattern: compiled once when it is written in the rule. */
  static final class Source {
    private final Arg<Utf8> argument;
    private final @Nullable Regex known;

    Source(Arg<Utf8> argument) {
      this.argument = argument;
      try {
        known = argument.isLiteral() ? of(argument.literal().toString()) : null;
      } catch (OttlException e) {
        throw new CheckException("" + e.getMessage());
      }
    }

    Regex get(Frame frame) {
      return known != null ? known : of(argument.get(frame).toString());
    }
  }

  private String alternatives(int depth) {
    if (depth > MAX_DEPTH) {
      throw wrong("braces are nested deeper than " + MAX_DEPTH + " levels");
    }
    StringBuilder out = new StringBuilder();
    while (at < glob.length()) {
      char c = glob.charAt(at++);
      switch (c) {
        case '*' -> {
          while (at < glob.length() && glob.charAt(at) == '*') {
            at++;
          }
          out.append(".*");
        }
        case '?' -> out.append('.');
        case '[' -> out.append(range());
        case '{' -> {
          out.append("(?:").append(alternatives(depth + 1)).append(')');
          if (at == 0 || at > glob.length() || glob.charAt(at - 1) != '}') {
            throw wrong("a brace is not closed");
          }
        }
        case '}' -> {
          if (depth > 0) {
            return out.toString();
          }
          out.append("\\}");
        }
        case ',' -> out.append(depth > 0 ? "|" : ",");
        case '\\' -> {
          if (at < glob.length()) {
            quote(glob.codePointAt(at), out);
            at += Character.charCount(glob.codePointAt(at));
          }
        }
        default -> quote(c, out);
      }
    }
    if (depth > 0) {
      throw wrong("a brace is not closed");
    }
    return out.toString();
  }

  /** One character of several: of a text, or between two that a dash follows the first of. */
  private String range() {
    boolean not = at < glob.length() && glob.charAt(at) == '!';
    at += not ? 1 : 0;
    String open = not ? "[^" : "[";
    if (at < glob.length()) {
      int first = glob.codePointAt(at);
      int behind = at + Character.charCount(first);
      if (behind < glob.length() && glob.charAt(behind) == '-') {
        return between(open, first, behind + 1);
      }
    }
    int end = at;
    StringBuilder out = new StringBuilder(open);
    while (end < glob.length() && glob.charAt(end) != ']') {
      if (glob.charAt(end) == '\\' && end + 1 < glob.length()) {
        end++;
      }
      quote(glob.charAt(end++), out);
    }
    if (end >= glob.length() || end == at) {
      throw wrong("a bracket is not closed");
    }
    at = end + 1;
    return out.append(']').toString();
  }

  private String between(String open, int first, int from) {
    if (from >= glob.length()) {
      throw wrong("a bracket is not closed");
    }
    int last = glob.codePointAt(from);
    int end = from + Character.charCount(last);
    if (end >= glob.length() || glob.charAt(end) != ']') {
      throw wrong("behind a dash in a bracket comes one character and the end");
    }
    if (last < first) {
      throw wrong("a range ends before it begins");
    }
    at = end + 1;
    StringBuilder out = new StringBuilder(open);
    quote(first, out);
    out.append('-');
    quote(last, out);
    return out.append(']').toString();
  }

  private static void quote(int c, StringBuilder out) {
    if (c < 128 && !Character.isLetterOrDigit(c) && c != '_' && c > ' ') {
      out.append('\\');
    }
    out.appendCodePoint(c);
  }

  private OttlException wrong(String what) {
    return new OttlException("\"" + glob + "\" is no pattern: " + what);
  }
}
