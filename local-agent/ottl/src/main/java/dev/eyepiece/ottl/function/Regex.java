package dev.eyepiece.ottl.function;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.eyepiece.ottl.engine.Arg;
import dev.eyepiece.ottl.engine.CheckException;
import dev.eyepiece.ottl.engine.Frame;
import dev.eyepiece.ottl.value.OttlException;
import dev.eyepiece.telemetry.Utf8;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A pattern of RE2: time is linear in the text, whatever the pattern. */
final class Regex {
  private final Pattern pattern;
  private final List<@Nullable String> names;

  private Regex(Pattern pattern) {
    this.pattern = pattern;
    List<@Nullable String> byIndex = new ArrayList<>();
    for (int i = 0; i <= pattern.groupCount(); i++) {
      byIndex.add(null);
    }
    pattern.namedGroups().forEach((name, index) -> byIndex.set(index, name));
    this.names = byIndex;
  }

  /**
   * Compiles a pattern.
   *
   * @throws OttlException for one that is not of RE2's syntax
   */
  static Regex of(String pattern) {
    try {
      return new Regex(Pattern.compile(pattern));
    } catch (PatternSyntaxException e) {
      throw new OttlException("\"" + pattern + "\" is no pattern: " + e.getMessage());
    }
  }

  /** An argument that is a pattern: compiled once when it is written in the rule. */
  static Source source(Arg<Utf8> argument) {
    return new Source(argument);
  }

  /** Where a pattern comes from. */
  static final class Source {
    private final Arg<Utf8> argument;
    private volatile @Nullable Known last;

    private record Known(Utf8 text, Regex regex) {}

    private Source(Arg<Utf8> argument) {
      this.argument = argument;
      if (argument.isLiteral()) {
        try {
          last = new Known(argument.literal(), of(argument.literal().toString()));
        } catch (OttlException e) {
          throw new CheckException("" + e.getMessage());
        }
      }
    }

    Regex get(Frame frame) {
      Known known = last;
      Utf8 text = argument.get(frame);
      if (known == null || !known.text.equals(text)) {
        known = new Known(text, of(text.toString()));
        last = known;
      }
      return known.regex;
    }
  }

  /** Names of groups by their number, {@code null} for one without. */
  List<@Nullable String> names() {
    return names;
  }

  boolean find(String text) {
    return pattern.matcher(text).find();
  }

  /** The groups of the first match, {@code null} when there is none. */
  @Nullable List<@Nullable String> groups(String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      return null;
    }
    List<@Nullable String> groups = new ArrayList<>();
    for (int i = 0; i <= matcher.groupCount(); i++) {
      groups.add(matcher.group(i));
    }
    return groups;
  }

  /** Replaces every match by a template in which {@code $1} and {@code ${name}} are groups. */
  String replace(String text, String template) {
    StringBuilder out = new StringBuilder(text.length());
    Matcher matcher = pattern.matcher(text);
    int last = 0;
    int search = 0;
    while (search <= text.length() && matcher.find(search)) {
      out.append(text, last, matcher.start());
      // An empty match right behind another one counts for nothing.
      if (matcher.end() > last || matcher.start() == 0) {
        expand(template, matcher, out);
      }
      last = matcher.end();
      search = Math.max(last, next(text, search));
    }
    return out.append(text, last, text.length()).toString();
  }

  /** What replaces a match, given the template with its groups filled in. */
  interface Replacer {
    String replace(String filled);
  }

  /** Replaces every match by what a function makes of the filled template. */
  String replace(String text, String template, Replacer replacer) {
    StringBuilder out = new StringBuilder(text.length());
    Matcher matcher = pattern.matcher(text);
    int last = 0;
    int search = 0;
    int before = -1;
    while (search <= text.length() && matcher.find(search)) {
      boolean empty = matcher.end() == search;
      boolean accepted = !(empty && matcher.start() == before);
      search = empty ? next(text, search) : matcher.end();
      before = matcher.end();
      if (accepted) {
        StringBuilder filled = new StringBuilder();
        expand(template, matcher, filled);
        out.append(text, last, matcher.start()).append(replacer.replace(filled.toString()));
        last = matcher.end();
      }
    }
    return out.append(text, last, text.length()).toString();
  }

  private static int next(String text, int at) {
    return at < text.length() ? text.offsetByCodePoints(at, 1) : at + 1;
  }

  private void expand(String template, Matcher matcher, StringBuilder out) {
    int at = 0;
    while (at < template.length()) {
      int dollar = template.indexOf('$', at);
      if (dollar < 0) {
        break;
      }
      out.append(template, at, dollar);
      at = dollar + 1;
      if (at < template.length() && template.charAt(at) == '$') {
        out.append('$');
        at++;
        continue;
      }
      boolean braces = at < template.length() && template.charAt(at) == '{';
      int from = braces ? at + 1 : at;
      int end = from;
      while (end < template.length() && isNamePart(template.charAt(end))) {
        end++;
      }
      boolean closed = !braces || (end < template.length() && template.charAt(end) == '}');
      if (end == from || !closed) {
        out.append('$');
        continue;
      }
      String group = group(template.substring(from, end), matcher);
      out.append(group == null ? "" : group);
      at = braces ? end + 1 : end;
    }
    out.append(template, at, template.length());
  }

  private @Nullable String group(String name, Matcher matcher) {
    if (name.chars().allMatch(c -> c >= '0' && c <= '9')) {
      boolean known = name.length() < 9 && Integer.parseInt(name) <= matcher.groupCount();
      boolean padded = name.length() > 1 && name.startsWith("0");
      return known && !padded ? matcher.group(Integer.parseInt(name)) : null;
    }
    int index = names.lastIndexOf(name);
    return index < 0 ? null : matcher.group(index);
  }

  private static boolean isNamePart(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }
}
