package dev.eyepiece.ottl.function;

import dev.eyepiece.ottl.engine.Arg;
import dev.eyepiece.ottl.engine.CheckException;
import dev.eyepiece.ottl.engine.Frame;
import dev.eyepiece.ottl.regex.Pattern;
import dev.eyepiece.ottl.regex.RegexSyntaxException;
import dev.eyepiece.ottl.value.OttlException;
import dev.eyepiece.telemetry.Utf8;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A pattern as functions use it. Safe for use by several threads. */
final class Regex {
  private final Pattern pattern;
  private final List<@Nullable Utf8> names;
  private volatile @Nullable Filled last;

  private record Filled(Utf8 text, Template template) {}

  private Regex(Pattern pattern) {
    this.pattern = pattern;
    names = new ArrayList<>();
    for (String name : pattern.names()) {
      names.add(name == null ? null : Utf8.of(name));
    }
  }

  /**
   * Compiles a pattern.
   *
   * @throws OttlException for one that is not of RE2's syntax
   */
  static Regex of(String pattern) {
    try {
      return new Regex(Pattern.compile(pattern));
    } catch (RegexSyntaxException e) {
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
    private final @Nullable Regex written;
    private volatile @Nullable Known last;

    private record Known(Utf8 text, Regex regex) {}

    private Source(Arg<Utf8> argument) {
      this.argument = argument;
      try {
        written = argument.isLiteral() ? of(argument.literal().toString()) : null;
      } catch (OttlException e) {
        throw new CheckException("" + e.getMessage());
      }
    }

    Regex get(Frame frame) {
      return written != null ? written : read(frame);
    }

    private Regex read(Frame frame) {
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
  List<@Nullable Utf8> names() {
    return names;
  }

  boolean find(Utf8 text) {
    return pattern.find(text.shared());
  }

  /** The groups of the first match, empty when not in it; {@code null} when there is no match. */
  @Nullable List<Utf8> groups(Utf8 text) {
    byte[] bytes = text.shared();
    int[] places = pattern.groups(bytes, 0);
    if (places == null) {
      return null;
    }
    List<Utf8> groups = new ArrayList<>(names.size());
    for (int i = 0; i < places.length; i += 2) {
      groups.add(
          places[i] < 0 ? Utf8.EMPTY : Utf8.copyOf(bytes, places[i], places[i + 1] - places[i]));
    }
    return groups;
  }

  /** What replaces a match, given the template with its groups filled in. */
  interface Replacer {
    String replace(String filled);
  }

  /** Replaces every match by a template; {@code null} when there is none. */
  @Nullable Utf8 replace(Utf8 text, Utf8 template) {
    byte[] bytes = text.shared();
    Template filled = template(template);
    int[] place = new int[2];
    int[] match = match(bytes, 0, filled, place);
    if (match == null) {
      return null;
    }
    Bytes out = new Bytes(bytes.length + 16);
    int last = 0;
    int search = 0;
    while (match != null) {
      out.append(bytes, last, match[0]);
      // An empty match right behind another one counts for nothing.
      if (match[1] > last || match[0] == 0) {
        filled.expand(bytes, match, out);
      }
      last = match[1];
      search = Math.max(last, next(bytes, search));
      match = search > bytes.length ? null : match(bytes, search, filled, place);
    }
    out.append(bytes, last, bytes.length);
    return out.toText();
  }

  /** Replaces every match by what a function makes of the filled template. */
  @Nullable Utf8 replace(Utf8 text, Utf8 template, Replacer replacer) {
    byte[] bytes = text.shared();
    Template filled = template(template);
    int[] place = new int[2];
    int[] match = match(bytes, 0, filled, place);
    if (match == null) {
      return null;
    }
    Bytes out = new Bytes(bytes.length + 16);
    int last = 0;
    int search = 0;
    int before = -1;
    while (match != null) {
      boolean empty = match[1] == search;
      boolean accepted = !(empty && match[0] == before);
      search = empty ? next(bytes, search) : match[1];
      before = match[1];
      if (accepted) {
        Bytes one = new Bytes(16);
        filled.expand(bytes, match, one);
        out.append(bytes, last, match[0]);
        out.append(Utf8.of(replacer.replace(one.toText().toString())).shared());
        last = match[1];
      }
      match = search > bytes.length ? null : match(bytes, search, filled, place);
    }
    out.append(bytes, last, bytes.length);
    return out.toText();
  }

  /** What templates come to for the first match; {@code null} when there is none. */
  @Nullable List<Utf8> expanded(Utf8 text, List<Utf8> templates) {
    int[] match = pattern.groups(text.shared(), 0);
    if (match == null) {
      return null;
    }
    List<Utf8> expanded = new ArrayList<>(templates.size());
    for (Utf8 template : templates) {
      Bytes out = new Bytes(16);
      new Template(template, names).expand(text.shared(), match, out);
      expanded.add(out.toText());
    }
    return expanded;
  }

  private int @Nullable [] match(byte[] bytes, int from, Template template, int[] place) {
    if (template.hasGroups()) {
      return pattern.groups(bytes, from);
    }
    return pattern.find(bytes, from, place) ? place : null;
  }

  private Template template(Utf8 text) {
    Filled known = last;
    if (known == null || !known.text.equals(text)) {
      known = new Filled(text, new Template(text, names));
      last = known;
    }
    return known.template;
  }

  /** The place behind the character at a place. */
  private static int next(byte[] text, int at) {
    int end = at + 1;
    while (end < text.length && (text[end] & 0xc0) == 0x80) {
      end++;
    }
    return end;
  }
}
