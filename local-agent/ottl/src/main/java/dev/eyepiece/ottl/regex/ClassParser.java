package dev.eyepiece.ottl.regex;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads sets of characters: brackets, {@code \d} and its like, {@code \p{..}}. */
final class ClassParser {
  private static final Map<String, CharSet> NAMED =
      Map.ofEntries(
          Map.entry("alnum", CharSet.of("09AZaz")),
          Map.entry("alpha", CharSet.of("AZaz")),
          Map.entry("ascii", CharSet.of("\0\u007f")),
          Map.entry("blank", CharSet.of("\t\t  ")),
          Map.entry("cntrl", CharSet.of("\0\u001f\u007f\u007f")),
          Map.entry("digit", CharSet.DIGIT),
          Map.entry("graph", CharSet.of("!~")),
          Map.entry("lower", CharSet.of("az")),
          Map.entry("print", CharSet.of(" ~")),
          Map.entry("punct", CharSet.of("!/:@[`{~")),
          Map.entry("space", CharSet.of("\t\r  ")),
          Map.entry("upper", CharSet.of("AZ")),
          Map.entry("word", CharSet.WORD),
          Map.entry("xdigit", CharSet.of("09AFaf")));

  private static final String RANGE = "invalid character class range";

  private final PatternText text;

  ClassParser(PatternText text) {
    this.text = text;
  }

  /** A set in brackets; the first one is next. */
  CharSet bracket(boolean fold) throws RegexSyntaxException {
    int start = text.place();
    text.next();
    boolean negated = text.peek(0) == '^';
    if (negated) {
      text.next();
    }
    CharSet.Builder members = new CharSet.Builder();
    boolean first = true;
    while (text.atEnd() || text.peek(0) != ']' || first) {
      first = false;
      CharSet named = named(fold);
      if (named == null) {
        named = escaped(fold);
      }
      members.add(named == null ? range(start, fold) : named);
    }
    text.next();
    CharSet set = members.build();
    return negated ? set.negated() : set;
  }

  private CharSet range(int bracket, boolean fold) throws RegexSyntaxException {
    int start = text.place();
    int first = character(bracket);
    int last = first;
    if (text.peek(0) == '-' && text.has(2) && text.peek(1) != ']') {
      text.next();
      last = character(bracket);
      if (last < first) {
        throw text.wrong(RANGE, start);
      }
    }
    CharSet.Builder range = new CharSet.Builder();
    range.add(first, last);
    return folded(range.build(), fold);
  }

  private int character(int bracket) throws RegexSyntaxException {
    if (text.atEnd()) {
      throw new RegexSyntaxException("missing closing ]", text.rest(bracket));
    }
    return text.peek(0) == '\\' ? text.escape() : text.next();
  }

  private @Nullable CharSet named(boolean fold) throws RegexSyntaxException {
    int start = text.place();
    int end = text.startsWith("[:") ? text.find(":]", 2) : -1;
    if (end < 0) {
      return null;
    }
    text.goTo(end + 2);
    String name = text.from(start + 2);
    name = name.substring(0, name.length() - 2);
    boolean negated = name.startsWith("^");
    CharSet set = NAMED.get(negated ? name.substring(1) : name);
    if (set == null) {
      throw text.wrong(RANGE, start);
    }
    return signed(folded(set, fold), negated);
  }

  /** {@code \d} and its like or {@code \p{..}}; {@code null} when something else is next. */
  @Nullable CharSet escaped(boolean fold) throws RegexSyntaxException {
    if (text.peek(0) != '\\') {
      return null;
    }
    char kind = text.peek(1);
    CharSet set =
        switch (kind) {
          case 'd', 'D' -> CharSet.DIGIT;
          case 's', 'S' -> CharSet.SPACE;
          case 'w', 'W' -> CharSet.WORD;
          default -> null;
        };
    if (set != null) {
      text.goTo(text.place() + 2);
      return signed(folded(set, fold), kind < 'a');
    }
    return kind == 'p' || kind == 'P' ? unicode(kind == 'P', fold) : null;
  }

  private CharSet unicode(boolean capital, boolean fold) throws RegexSyntaxException {
    int start = text.place();
    text.goTo(start + 2);
    String name;
    if (text.peek(0) == '{') {
      int end = text.find("}");
      if (end < 0) {
        throw new RegexSyntaxException(RANGE, text.rest(start));
      }
      text.goTo(end + 1);
      name = text.from(start + 3);
      name = name.substring(0, name.length() - 1);
    } else {
      text.next();
      name = text.from(start + 2);
    }
    boolean negated = name.startsWith("^");
    CharSet set = UnicodeSets.find(negated ? name.substring(1) : name);
    if (set == null) {
      throw text.wrong(RANGE, start);
    }
    return signed(folded(set, fold), negated != capital);
  }

  private static CharSet folded(CharSet set, boolean fold) {
    return fold ? CaseFold.close(set) : set;
  }

  private static CharSet signed(CharSet set, boolean negated) {
    return negated ? set.negated() : set;
  }
}
