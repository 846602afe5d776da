package dev.eyepiece.store;

import dev.eyepiece.store.SearchToken.Kind;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Reads the search language by recursive descent. */
final class SearchParser {
  private static final int MAX_DEPTH = 50;

  private final SearchScanner scanner;
  private final ValueParser values;
  private final SpanSetParser sets;
  private final List<SearchReading.Place> places = new ArrayList<>();

  SearchParser(SearchScanner scanner, InstantSource clock) {
    this.scanner = scanner;
    this.values = new ValueParser(scanner, clock);
    this.sets = new SpanSetParser(scanner, this);
  }

  List<SearchReading.Place> places() {
    return List.copyOf(places);
  }

  Search whole() throws SearchSyntaxException {
    scanner.checkLength();
    scanner.skipSpace();
    if (scanner.atEnd()) {
      return Search.All.INSTANCE;
    }
    Search search = or(0);
    if (!scanner.atEnd()) {
      throw scanner.wrong(
          scanner.isNext(')') ? "')' without a '(' before it" : "the end was expected");
    }
    return search;
  }

  static void checkDepth(int depth, SearchScanner scanner) throws SearchSyntaxException {
    if (depth > MAX_DEPTH) {
      throw scanner.wrong("nested deeper than " + MAX_DEPTH);
    }
  }

  private Search placed(Search node, int start) {
    places.add(new SearchReading.Place(node, start, scanner.at()));
    return node;
  }

  Search or(int depth) throws SearchSyntaxException {
    checkDepth(depth, scanner);
    scanner.skipSpace();
    int start = scanner.at();
    List<Search> parts = new ArrayList<>();
    parts.add(and(depth));
    while (scanner.keyword("OR")) {
      parts.add(and(depth));
    }
    return parts.size() == 1 ? parts.getFirst() : placed(new Search.Or(List.copyOf(parts)), start);
  }

  private boolean endsAnd() {
    return scanner.atEnd()
        || scanner.isNext(')')
        || (scanner.isInBraces() && scanner.isNext('}'))
        || scanner.isKeyword("OR");
  }

  private Search and(int depth) throws SearchSyntaxException {
    scanner.skipSpace();
    int start = scanner.at();
    int end = start;
    List<Search> parts = new ArrayList<>();
    while (true) {
      scanner.skipSpace();
      if (endsAnd()) {
        break;
      }
      if (!scanner.keyword("AND")) {
        parts.add(unary(depth));
      }
      end = scanner.at();
    }
    if (parts.isEmpty()) {
      throw scanner.wrong("a word or key:value was expected");
    }
    if (parts.size() == 1) {
      return parts.getFirst();
    }
    Search and = new Search.And(List.copyOf(parts));
    places.add(new SearchReading.Place(and, start, end));
    return and;
  }

  private Search unary(int depth) throws SearchSyntaxException {
    checkDepth(depth, scanner);
    int start = scanner.at();
    if (scanner.keyword("NOT")) {
      scanner.skipSpace();
      return placed(new Search.Not(unary(depth + 1)), start);
    }
    boolean minus = scanner.isNext('-') && scanner.peek(1) != 0;
    if (minus && !Character.isWhitespace(scanner.peek(1))) {
      scanner.take("-", Kind.OPERATOR);
      return placed(new Search.Not(unary(depth + 1)), start);
    }
    if (scanner.isNext('{')) {
      return placed(sets.read(depth), start);
    }
    if (scanner.take("(", Kind.BRACKET)) {
      Search inner = or(depth + 1);
      scanner.expect(')');
      return inner instanceof Search.InTrace group
          ? placed(sets.goOn(group.set(), depth), start)
          : inner;
    }
    return term(depth);
  }

  private Search term(int depth) throws SearchSyntaxException {
    int start = scanner.at();
    if (scanner.isRegex()) {
      return placed(new Search.WordMatch(scanner.regex()), start);
    }
    if (!scanner.isNext('"')) {
      scanner.take("@", Kind.OPERATOR);
    }
    boolean quoted = scanner.isNext('"');
    String word = scanner.key();
    if (!scanner.isNext(':')) {
      if (quoted) {
        return placed(new Search.Word(word), start);
      }
      if (word.isEmpty()) {
        throw scanner.wrong("a word or key:value was expected");
      }
      return placed(new Search.Word(word), start);
    }
    if (word.isEmpty()) {
      throw scanner.wrong("a key was expected before ':'");
    }
    scanner.take(":", Kind.OPERATOR);
    Search value = scanner.take("(", Kind.BRACKET) ? group(word, depth) : values.read(word);
    return placed(value, start);
  }

  /** {@code key:(a OR b)}. */
  private Search group(String key, int depth) throws SearchSyntaxException {
    checkDepth(depth, scanner);
    List<Search> parts = new ArrayList<>();
    while (true) {
      scanner.skipSpace();
      if (scanner.atEnd() || scanner.isNext(')')) {
        break;
      }
      if (!scanner.keyword("OR")) {
        parts.add(values.read(key));
      }
    }
    scanner.expect(')');
    if (parts.isEmpty()) {
      throw scanner.wrong("a value was expected in the parentheses after '" + key + ":'");
    }
    return parts.size() == 1 ? parts.getFirst() : new Search.Or(List.copyOf(parts));
  }
}
