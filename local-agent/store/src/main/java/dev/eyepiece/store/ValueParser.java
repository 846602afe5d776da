package dev.eyepiece.store;

import dev.eyepiece.store.SearchToken.Kind;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads what a key is compared with. */
final class ValueParser {
  private final SearchScanner scanner;
  private final long nowUnixNano;

  ValueParser(SearchScanner scanner, InstantSource clock) {
    this.scanner = scanner;
    Instant now = clock.instant();
    this.nowUnixNano = now.getEpochSecond() * 1_000_000_000L + now.getNano();
  }

  /** From behind the colon. */
  Search read(String key) throws SearchSyntaxException {
    if (scanner.isRegex()) {
      return new Search.FieldMatch(key, scanner.regex());
    }
    if (isRange()) {
      return range(key);
    }
    Search.Op op = comparison();
    int start = scanner.at();
    boolean quoted = scanner.isNext('"');
    String value = quoted ? scanner.quoted(Kind.VALUE) : scanner.bare("", Kind.VALUE);
    if (value.isEmpty() && !quoted) {
      throw scanner.wrong("a value was expected after '" + key + ":'");
    }
    if (op == Search.Op.EQ && !quoted) {
      if (value.equals("*")) {
        return new Search.Field(key, Search.Op.EXISTS, "");
      }
      Search between = between(key, value, start);
      if (between != null) {
        return between;
      }
    }
    return compared(key, op, op == Search.Op.EQ && quoted, value, start);
  }

  private Search compared(String key, Search.Op op, boolean literal, String value, int start)
      throws SearchSyntaxException {
    Search.Clock clock = clock(key);
    if (clock != null) {
      return moment(clock, op, value, start);
    }
    if (op != Search.Op.EQ && Quantity.parse(value).isEmpty()) {
      throw new SearchSyntaxException(
          "'" + value + "' is neither a number nor a quantity such as 100ms or 2MiB", start);
    }
    return new Search.Field(key, op, literal ? value.replace("*", Search.LITERAL_STAR) : value);
  }

  static Search.@Nullable Clock clock(String key) {
    return switch (key.toLowerCase(Locale.ROOT)) {
      case "time", "timestamp" -> Search.Clock.TIME;
      case "start" -> Search.Clock.START;
      case "end" -> Search.Clock.END;
      default -> null;
    };
  }

  private Search moment(Search.Clock clock, Search.Op op, String value, int start)
      throws SearchSyntaxException {
    TimeText.Stretch time = TimeText.parse(value, nowUnixNano);
    if (time == null) {
      throw new SearchSyntaxException(
          "a time such as -15m, now-1h or 2026-11-30T10:00Z was expected, found '" + value + "'",
          start);
    }
    if (op != Search.Op.EQ || time.from() == time.to()) {
      return new Search.Moment(clock, op, time.from());
    }
    return new Search.And(
        List.of(
            new Search.Moment(clock, Search.Op.GE, time.from()),
            new Search.Moment(clock, Search.Op.LT, time.to())));
  }

  private Search.Op comparison() {
    if (scanner.take(">=", Kind.OPERATOR)) {
      return Search.Op.GE;
    }
    if (scanner.take(">", Kind.OPERATOR)) {
      return Search.Op.GT;
    }
    if (scanner.take("<=", Kind.OPERATOR)) {
      return Search.Op.LE;
    }
    return scanner.take("<", Kind.OPERATOR) ? Search.Op.LT : Search.Op.EQ;
  }

  /** {@code 10..20}, of which either end may be missing; anything else is a value like others. */
  private @Nullable Search between(String key, String value, int start)
      throws SearchSyntaxException {
    int dots = value.indexOf("..");
    if (dots < 0 || value.equals("..")) {
      return null;
    }
    String from = value.substring(0, dots);
    String to = value.substring(dots + 2);
    if (!isBound(key, from) || !isBound(key, to)) {
      return null;
    }
    List<Search> parts = new ArrayList<>();
    if (!from.isEmpty()) {
      parts.add(compared(key, Search.Op.GE, false, from, start));
    }
    if (!to.isEmpty()) {
      parts.add(compared(key, Search.Op.LT, false, to, start + dots + 2));
    }
    return joined(parts);
  }

  private boolean isBound(String key, String text) {
    return text.isEmpty()
        || (clock(key) == null
            ? Quantity.parse(text).isPresent()
            : TimeText.parse(text, nowUnixNano) != null);
  }

  /** A bracket or brace that is closed before anything else opens, with the word TO between. */
  private boolean isRange() {
    if (!scanner.isNext('[') && !scanner.isNext('{')) {
      return false;
    }
    int i = 1;
    boolean to = false;
    while (scanner.peek(i) != 0 && "[]{}()\"".indexOf(scanner.peek(i)) < 0) {
      to |=
          Character.isWhitespace(scanner.peek(i))
              && scanner.peek(i + 1) == 'T'
              && scanner.peek(i + 2) == 'O';
      i++;
    }
    return to;
  }

  private Search range(String key) throws SearchSyntaxException {
    boolean fromIncluded = scanner.take("[", Kind.BRACKET);
    if (!fromIncluded) {
      scanner.take("{", Kind.BRACKET);
    }
    List<Search> parts = new ArrayList<>();
    bound(key, fromIncluded ? Search.Op.GE : Search.Op.GT, "", parts);
    if (!scanner.keyword("TO")) {
      throw scanner.wrong("TO was expected");
    }
    scanner.skipSpace();
    int start = scanner.at();
    String to = scanner.bare("]}", Kind.VALUE);
    scanner.skipSpace();
    boolean toIncluded = scanner.take("]", Kind.BRACKET);
    if (!toIncluded && !scanner.take("}", Kind.BRACKET)) {
      throw scanner.wrong("']' or '}' was expected");
    }
    add(key, toIncluded ? Search.Op.LE : Search.Op.LT, to, start, parts);
    if (parts.isEmpty()) {
      return new Search.Field(key, Search.Op.EXISTS, "");
    }
    return joined(parts);
  }

  private void bound(String key, Search.Op op, String also, List<Search> into)
      throws SearchSyntaxException {
    scanner.skipSpace();
    int start = scanner.at();
    add(key, op, scanner.bare(also, Kind.VALUE), start, into);
  }

  private void add(String key, Search.Op op, String value, int start, List<Search> into)
      throws SearchSyntaxException {
    if (value.isEmpty()) {
      throw new SearchSyntaxException("a number, a quantity, a time or * was expected", start);
    }
    if (!value.equals("*")) {
      into.add(compared(key, op, false, value, start));
    }
  }

  private static Search joined(List<Search> parts) {
    return parts.size() == 1 ? parts.getFirst() : new Search.And(List.copyOf(parts));
  }
}
