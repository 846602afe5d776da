package dev.eyepiece.ui.query;

import dev.eyepiece.ruleeditor.Offer;
import dev.eyepiece.ruleeditor.Offers;
import dev.eyepiece.store.SqlDialect;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What could be typed next in a statement: tables, columns, attribute keys, words of SQL. */
final class SqlCompletions {
  private static final int MOST = 40;

  private static final List<Offer> FUNCTIONS =
      List.of(
          new Offer("count(*)", "rows"),
          new Offer("count(DISTINCT ", "different values"),
          new Offer("sum(", "number"),
          new Offer("avg(", "number"),
          new Offer("min(", "smallest"),
          new Offer("max(", "largest"),
          new Offer("median(", "number"),
          new Offer("quantile_cont(", "number, share"),
          new Offer("arg_max(", "value, by"),
          new Offer("date_trunc('minute', ", "time"),
          new Offer("time_bucket(INTERVAL '10 seconds', ", "time"),
          new Offer("json_extract_string(", "json, '$.\"key\"'"),
          new Offer("try_cast(", "value AS type"),
          new Offer("coalesce(", "value, value"),
          new Offer("round(", "number, digits"),
          new Offer("lower(", "text"),
          new Offer("contains(", "text, text"),
          new Offer("starts_with(", "text, text"),
          new Offer("regexp_matches(", "text, pattern"),
          new Offer("unnest(", "list"),
          new Offer("len(", "text or list"),
          new Offer("list_contains(", "list, value"),
          new Offer("row_number() OVER (", "window"));

  /** What ClickHouse calls otherwise. */
  private static final Map<String, String> CLICKHOUSE =
      Map.of(
          "quantile_cont(", "quantile(0.95)(",
          "arg_max(", "argMax(",
          "time_bucket(INTERVAL '10 seconds', ", "toStartOfInterval(",
          "json_extract_string(", "mapContains(",
          "try_cast(", "toFloat64OrNull(",
          "contains(", "positionCaseInsensitive(",
          "starts_with(", "startsWith(",
          "regexp_matches(", "match(",
          "unnest(", "arrayJoin(",
          "len(", "length(");

  private final Schema schema;

  SqlCompletions(Schema schema) {
    this.schema = schema;
  }

  /**
   * What fits what is typed before the caret.
   *
   * @param always whether to offer before anything is typed
   */
  Offers at(String text, int caret, boolean always) {
    List<SqlToken> tokens = SqlLexer.tokens(text);
    SqlToken within = within(tokens, caret);
    if (within != null && isClosedTo(within, text, caret)) {
      return Offers.NONE;
    }
    int from = within != null ? within.start() : word(text, caret);
    String typed = text.substring(from, caret).replace("\"", "").toLowerCase(Locale.ROOT);
    if (typed.isEmpty() && !always && within == null) {
      return Offers.NONE;
    }
    Offers found = fitting(from, typed, candidates(tokens, text, from));
    int dot = typed.lastIndexOf('.');
    return found.offers().isEmpty() && dot >= 0 && within == null
        ? fitting(from + dot + 1, typed.substring(dot + 1), candidates(tokens, text, from))
        : found;
  }

  private static @Nullable SqlToken within(List<SqlToken> tokens, int caret) {
    return tokens.stream()
        .filter(token -> token.start() < caret && caret <= token.end())
        .filter(token ->
            switch (token.kind()) {
              case TEXT, COMMENT, QUOTED -> true;
              default -> false;
            })
        .findFirst()
        .orElse(null);
  }

  /** Nothing is offered in texts and comments, nor after a name that is closed. */
  private static boolean isClosedTo(SqlToken token, String text, int caret) {
    boolean closed = token.end() - token.start() > 1 && text.charAt(token.end() - 1) == '"';
    return switch (token.kind()) {
      case QUOTED -> closed && caret == token.end();
      case TEXT -> caret < token.end() || !text.substring(token.start()).endsWith("'");
      default -> true;
    };
  }

  private static int word(String text, int caret) {
    int from = caret;
    while (from > 0 && (SqlLexer.isName(text.charAt(from - 1)) || text.charAt(from - 1) == '.')) {
      from--;
    }
    return from;
  }

  private List<Offer> candidates(List<SqlToken> tokens, String text, int from) {
    Map<String, Offer> all = new LinkedHashMap<>();
    boolean table = isTableNext(tokens, text, from);
    List<Schema.Table> tables = List.copyOf(schema.tables().values());
    List<Schema.Table> named = tables.stream().filter(one -> isNamed(one, tokens, text)).toList();
    if (table) {
      tables.forEach(one -> put(all, new Offer(one.name(), "table")));
      return List.copyOf(all.values());
    }
    for (Schema.Table one : named.isEmpty() ? tables : named) {
      for (Column column : one.columns()) {
        put(
            all,
            new Offer(
                column.written(), column.type().toLowerCase(Locale.ROOT) + "  " + one.name()));
      }
    }
    tables.forEach(one -> put(all, new Offer(one.name(), "table")));
    FUNCTIONS.forEach(one -> put(all, inDialect(one)));
    SqlLexer.KEYWORDS.stream().sorted().forEach(word -> put(all, new Offer(word + " ", "")));
    return List.copyOf(all.values());
  }

  private Offer inDialect(Offer offer) {
    String other =
        schema.dialect() == SqlDialect.CLICKHOUSE ? CLICKHOUSE.get(offer.insert()) : null;
    return other == null ? offer : new Offer(other, "");
  }

  private static void put(Map<String, Offer> all, Offer offer) {
    all.putIfAbsent(offer.insert(), offer);
  }

  private static boolean isNamed(Schema.Table table, List<SqlToken> tokens, String text) {
    return tokens.stream()
        .anyMatch(token ->
            token.kind() == SqlToken.Kind.NAME && token.in(text).equalsIgnoreCase(table.name()));
  }

  private static boolean isTableNext(List<SqlToken> tokens, String text, int from) {
    SqlToken before = null;
    for (SqlToken token : tokens) {
      if (token.end() <= from) {
        before = token;
      }
    }
    return before != null
        && before.kind() == SqlToken.Kind.KEYWORD
        && before.in(text).toUpperCase(Locale.ROOT).matches("FROM|JOIN");
  }

  private static Offers fitting(int from, String typed, List<Offer> all) {
    List<Offer> offers = new ArrayList<>();
    for (Offer offer : all) {
      String name = plain(offer);
      if (name.contains(typed) && !name.equals(typed)) {
        offers.add(offer);
      }
    }
    offers.sort(Comparator.comparing(offer -> !plain(offer).startsWith(typed)));
    return new Offers(from, offers.stream().limit(MOST).toList());
  }

  private static String plain(Offer offer) {
    String name = offer.insert().replaceFirst("\\(.*", "").replace("\"", "");
    return name.strip().toLowerCase(Locale.ROOT);
  }
}
