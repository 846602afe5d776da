package dev.eyepiece.store;

import dev.eyepiece.store.SearchToken.Kind;
import java.util.Locale;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Reads searches for how spans stand in their trace. Relations bind more than {@code &&}, which
 * binds more than {@code ||}; aggregates come last.
 */
final class SpanSetParser {
  private static final int MAX_PARTS = 16;

  private final SearchScanner scanner;
  private final SearchParser searches;
  private int parts;

  SpanSetParser(SearchScanner scanner, SearchParser searches) {
    this.scanner = scanner;
    this.searches = searches;
  }

  /** From the first brace on. */
  Search read(int depth) throws SearchSyntaxException {
    if (scanner.isInBraces()) {
      throw scanner.wrong("a word or key:value was expected: braces do not stand in braces");
    }
    return goOn(primary(depth), depth);
  }

  /** From behind a set that was read. */
  Search goOn(SpanSet first, int depth) throws SearchSyntaxException {
    return new Search.InTrace(whole(first, depth));
  }

  private SpanSet whole(@Nullable SpanSet first, int depth) throws SearchSyntaxException {
    SpanSet set = either(first, depth);
    scanner.skipSpace();
    while (scanner.isNext('|') && scanner.peek(1) != '|') {
      scanner.take("|", Kind.OPERATOR);
      set = kept(set);
      scanner.skipSpace();
    }
    return set;
  }

  private SpanSet either(@Nullable SpanSet first, int depth) throws SearchSyntaxException {
    SpanSet set = both(first, depth);
    while (operator("||")) {
      set = new SpanSet.Either(set, both(null, depth));
    }
    return set;
  }

  private SpanSet both(@Nullable SpanSet first, int depth) throws SearchSyntaxException {
    SpanSet set = related(first, depth);
    while (operator("&&")) {
      set = new SpanSet.Both(set, related(null, depth));
    }
    return set;
  }

  private SpanSet related(@Nullable SpanSet first, int depth) throws SearchSyntaxException {
    SpanSet set = first == null ? primary(depth) : first;
    for (SpanSet.Step step = step(); step != null; step = step()) {
      set = new SpanSet.Related(set, step, primary(depth));
    }
    return set;
  }

  private boolean operator(String symbol) {
    scanner.skipSpace();
    return scanner.take(symbol, Kind.OPERATOR);
  }

  private SpanSet.@Nullable Step step() {
    scanner.skipSpace();
    for (SpanSet.Step step :
        new SpanSet.Step[] {
          SpanSet.Step.DESCENDANT,
          SpanSet.Step.ANCESTOR,
          SpanSet.Step.CHILD,
          SpanSet.Step.PARENT,
          SpanSet.Step.SIBLING
        }) {
      if (scanner.take(step.symbol(), Kind.OPERATOR)) {
        return step;
      }
    }
    return null;
  }

  private SpanSet primary(int depth) throws SearchSyntaxException {
    SearchParser.checkDepth(depth, scanner);
    scanner.skipSpace();
    if (scanner.take("(", Kind.BRACKET)) {
      SpanSet inner = whole(null, depth + 1);
      scanner.expect(')');
      return inner;
    }
    if (!scanner.take("{", Kind.BRACKET)) {
      throw scanner.wrong("spans in braces, such as {status:error}, were expected");
    }
    if (++parts > MAX_PARTS) {
      throw scanner.wrong("more than " + MAX_PARTS + " pairs of braces");
    }
    scanner.inBraces(true);
    scanner.skipSpace();
    Search inner = scanner.isNext('}') ? Search.All.INSTANCE : searches.or(depth + 1);
    scanner.expect('}');
    scanner.inBraces(false);
    return new SpanSet.Filter(inner);
  }

  private SpanSet kept(SpanSet set) throws SearchSyntaxException {
    scanner.skipSpace();
    int start = scanner.at();
    SpanSet.Function function = function(scanner.bare("", Kind.FUNCTION), start);
    scanner.expect('(');
    scanner.skipSpace();
    String key = scanner.bare("", Kind.KEY);
    if (key.isEmpty() != (function == SpanSet.Function.COUNT)) {
      throw scanner.wrong(
          key.isEmpty()
              ? "duration or a numeric attribute was expected"
              : "')' was expected, since spans are counted");
    }
    scanner.expect(')');
    scanner.skipSpace();
    Search.Op op = comparison();
    scanner.skipSpace();
    int valueStart = scanner.at();
    String value = scanner.bare("|", Kind.VALUE);
    OptionalDouble number = isDuration(key) ? Quantity.parseDuration(value) : Quantity.parse(value);
    if (number.isEmpty()) {
      throw new SearchSyntaxException(
          "a number or a quantity such as 100ms was expected, found '" + value + "'", valueStart);
    }
    return new SpanSet.Kept(
        set, function, isDuration(key) ? "duration" : key, op, number.getAsDouble());
  }

  private static boolean isDuration(String key) {
    return key.equalsIgnoreCase("duration");
  }

  private static SpanSet.Function function(String name, int start) throws SearchSyntaxException {
    for (SpanSet.Function function : SpanSet.Function.values()) {
      if (function.name().equals(name.toUpperCase(Locale.ROOT))) {
        return function;
      }
    }
    throw new SearchSyntaxException(
        "count(), min(key), max(key), sum(key) or avg(key) was expected, found '" + name + "'",
        start);
  }

  private Search.Op comparison() throws SearchSyntaxException {
    if (scanner.take(">=", Kind.OPERATOR)) {
      return Search.Op.GE;
    }
    if (scanner.take(">", Kind.OPERATOR)) {
      return Search.Op.GT;
    }
    if (scanner.take("<=", Kind.OPERATOR)) {
      return Search.Op.LE;
    }
    if (scanner.take("<", Kind.OPERATOR)) {
      return Search.Op.LT;
    }
    if (scanner.take("=", Kind.OPERATOR)) {
      return Search.Op.EQ;
    }
    throw scanner.wrong("a comparison such as > was expected");
  }
}
