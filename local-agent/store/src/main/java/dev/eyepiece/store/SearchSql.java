package dev.eyepiece.store;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Turns a search into a condition over {@link Relation#rows}. Text becomes literals, never SQL. For
 * one statement.
 */
final class SearchSql {
  private final Relation relation;
  private final TimeRange range;
  private final SearchFields fields;
  private final Asks asks;

  private SearchSql(Relation relation, TimeRange range, Asks asks) {
    this.relation = relation;
    this.range = range;
    this.fields = SearchFields.of(relation.table());
    this.asks = asks;
  }

  /**
   * The condition; what it asks of records goes to the asks of the statement. Searches of how spans
   * stand in their trace are decided here, by statements of their own: to be called before {@link
   * Relation#rows} of the statement.
   */
  static String where(Relation relation, Search search, TimeRange range, Asks asks)
      throws StoreException {
    SignalTable table = relation.table();
    StringBuilder sql = new StringBuilder(new SearchSql(relation, range, asks).condition(search));
    if (range.fromUnixNano() != Long.MIN_VALUE) {
      sql.append(" AND ").append(table.time()).append(" >= ").append(range.fromUnixNano());
    }
    if (range.toUnixNano() != Long.MAX_VALUE) {
      sql.append(" AND ").append(table.time()).append(" < ").append(range.toUnixNano());
    }
    return sql.toString();
  }

  /** The text that a field has in a record, NULL when it has none. */
  static String expression(Relation relation, String key, Asks asks) {
    return new SearchSql(relation, TimeRange.ALL, asks).expression(key);
  }

  /** The number that an attribute has in a record, NULL when it has none. */
  static String numeric(Relation relation, String key, Asks asks) {
    return new SearchSql(relation, TimeRange.ALL, asks).numeric(key);
  }

  /**
   * NULL means that it does not match, as DuckDB takes it wherever it filters; so that a scan can
   * leave out what does not match before it is read.
   */
  private String condition(Search search) throws StoreException {
    return switch (search) {
      case Search.All all -> "TRUE";
      case Search.And and -> joined(and.parts(), " AND ");
      case Search.Or or -> joined(or.parts(), " OR ");
      case Search.Not not -> "NOT coalesce(" + condition(not.part()) + ", FALSE)";
      case Search.Word word -> asks.name(new Asks.Word(word.text()));
      case Search.WordMatch word -> asks.name(new Asks.WordMatch(word.pattern()));
      case Search.Field field -> "(" + field(field) + ")";
      case Search.FieldMatch field -> match(field);
      case Search.Moment moment -> moment(moment);
      case Search.InTrace trace ->
          // A span by itself needs no look at its trace.
          relation.table() == SignalTable.SPANS
                  && trace.set() instanceof SpanSet.Filter(Search alone)
              ? condition(alone)
              : relation.spanSets().condition(relation.table(), trace.set(), range);
    };
  }

  private String joined(List<Search> parts, String with) throws StoreException {
    List<String> conditions = new ArrayList<>();
    for (Search part : parts) {
      conditions.add(condition(part));
    }
    return "(" + String.join(with, conditions) + ")";
  }

  private String match(Search.FieldMatch field) {
    String key = field.key().toLowerCase(Locale.ROOT);
    String own = fields.match(key, field.pattern(), asks);
    return own != null ? "(" + own + ")" : match(expression(field.key()), field.pattern());
  }

  static String match(String expression, String pattern) {
    return "regexp_matches(" + expression + ", " + literal(pattern) + ", 's')";
  }

  /** Whether any of the parts of a text matches. */
  static String anyMatch(String texts, String separator, String pattern) {
    return "len(list_filter(string_split("
        + texts
        + ", "
        + separator
        + "), lambda v: "
        + match("v", pattern)
        + ")) > 0";
  }

  private String moment(Search.Moment moment) {
    String column =
        moment.clock() == Search.Clock.TIME ? relation.table().time() : fields.time(moment.clock());
    return column == null
        ? "FALSE"
        : "coalesce("
            + column
            + " "
            + symbol(moment.op())
            + " "
            + number(moment.unixNano())
            + ", FALSE)";
  }

  private String field(Search.Field field) {
    String own = fields.condition(field, asks);
    return own != null ? own : value(field);
  }

  private String expression(String key) {
    String fixed = fields.text(key.toLowerCase(Locale.ROOT), asks);
    return fixed != null ? fixed : first(key, name -> new Asks.Text(name, from(key)));
  }

  private String numeric(String key) {
    return first(key, name -> new Asks.Numeric(name, from(key)));
  }

  /** Of the names that an attribute has or had, the first that is there. */
  private String first(String key, Function<String, Asks.Ask> ask) {
    List<String> names = SearchAliases.of(bare(key));
    String all =
        names.stream().map(name -> asks.name(ask.apply(name))).collect(Collectors.joining(", "));
    return names.size() == 1 ? all : "coalesce(" + all + ")";
  }

  private static Asks.From from(String key) {
    return key.startsWith("resource.")
        ? Asks.From.RESOURCE
        : key.startsWith("span.") ? Asks.From.SPAN : Asks.From.BOTH;
  }

  private static String bare(String key) {
    return switch (from(key)) {
      case RESOURCE -> key.substring("resource.".length());
      case SPAN -> key.substring("span.".length());
      case BOTH -> key;
    };
  }

  private String value(Search.Field field) {
    String fixed = fields.text(field.key().toLowerCase(Locale.ROOT), asks);
    boolean compares = field.op() != Search.Op.EXISTS && field.op() != Search.Op.EQ;
    if (fixed == null && compares) {
      return compared(field, numeric(field.key()), () -> expression(field.key()));
    }
    if (field.op() == Search.Op.EQ) {
      return equal(field, fixed);
    }
    return field.op() == Search.Op.EXISTS && fixed != null
        ? present(fixed)
        : value(field, expression(field.key()));
  }

  /** A field that is empty was not sent: the protocol has no other sign for it. */
  static String present(String text) {
    return text + " <> ''";
  }

  /** A comparison of a number. NaN is neither more nor less; DuckDB takes it for the greatest. */
  static String compared(String number, Search.Op op, OptionalDouble with) {
    String is = number + " " + symbol(op) + " " + number(with);
    return op == Search.Op.GT || op == Search.Op.GE
        ? "(" + is + " AND " + number + " <= CAST('Infinity' AS DOUBLE))"
        : is;
  }

  /**
   * The same of what is a number or reads as one. Beyond 2^53 doubles are too few: of those that
   * have the nearest one the digits are compared.
   *
   * @param text SQL of the digits
   */
  static String compared(Search.Field field, String number, Supplier<String> text) {
    BigInteger whole = Quantity.beyondDoubles(field.value());
    if (whole == null) {
      return compared(number, field.op(), Quantity.parse(field.value()));
    }
    OptionalDouble near = OptionalDouble.of(whole.doubleValue());
    String digits = text.get();
    return "("
        + compared(number, field.op().strict(), near)
        + (" OR (" + number + " = " + number(near) + " AND CASE WHEN regexp_full_match(" + digits)
        + (", '[+-]?[0-9]{1,20}') THEN CAST(" + digits + " AS HUGEINT) " + symbol(field.op()))
        + (" CAST('" + whole + "' AS HUGEINT) ELSE " + Quantity.isNearest(field.op(), whole))
        + " END))";
  }

  private String equal(Search.Field field, @Nullable String fixed) {
    if (fixed == null) {
      List<String> names = SearchAliases.of(bare(field.key()));
      return asks.name(new Asks.Equal(names, from(field.key()), field.value()));
    }
    String column = SearchFields.column(relation.table(), fixed);
    return column == null
        ? equal(fixed, field.value())
        : asks.name(new Asks.ColumnEqual(column, fixed, field.value()));
  }

  /** A comparison of a text. */
  static String value(Search.Field field, String expression) {
    return switch (field.op()) {
      case EXISTS -> expression + " IS NOT NULL";
      case EQ -> equal(expression, field.value());
      default -> compared(field, "try_cast(" + expression + " AS DOUBLE)", () -> expression);
    };
  }

  static String equal(String expression, String value) {
    if (value.indexOf('*') >= 0) {
      return like("lower(" + expression + ")", value);
    }
    String text = plain(value).toLowerCase(Locale.ROOT);
    if (!hasCase(text)) {
      return equalInLower(expression, value);
    }
    // Of ASCII it is quicker than a copy of each text in lower case.
    return text.matches("[\\x20-\\x7e&&[^%_]]*")
        ? expression + " ILIKE " + literal(text)
        : "lower(" + expression + ") = " + lowered(plain(value));
  }

  /**
   * A text in lower case. Of other letters than ASCII's DuckDB has a way of its own: a sigma at the
   * end of a word and an I with a dot become other letters than in Java.
   */
  static String lowered(String text) {
    return text.chars().allMatch(c -> c < 0x80)
        ? literal(text.toLowerCase(Locale.ROOT))
        : "lower(" + literal(text) + ")";
  }

  /**
   * The same of texts of which none that equals it in another case has a letter in upper case. That
   * alone DuckDB asks of a column while it reads it, at two thirds of the price.
   */
  static String equalInLower(String expression, String value) {
    return value.indexOf('*') >= 0
        ? equal(expression, value)
        : expression + " = " + lowered(plain(value));
  }

  /** Whether a text could be written in another case. */
  static boolean hasCase(String text) {
    return !text.chars().allMatch(c -> c < 0x80 && !Character.isLetter(c));
  }

  /** Events are a list of lines, each starting with the event's name. */
  static String eventNamed(String value) {
    String lines = "string_split(lower(event_text), chr(10))";
    return value.indexOf('*') >= 0
        ? "len(list_filter(" + lines + ", lambda v: " + like("v", value) + ")) > 0"
        : "list_contains(" + lines + ", " + lowered(plain(value)) + ")";
  }

  /** Whether a text in lower case is like a value, in which a star stands for any text. */
  static String like(String text, String value) {
    String pattern =
        value.replace("!", "!!").replace("%", "!%").replace("_", "!_").replace('*', '%');
    return text + " LIKE " + lowered(plain(pattern)) + " ESCAPE '!'";
  }

  static String plain(String value) {
    return value.replace(Search.LITERAL_STAR, "*");
  }

  static String duration(Search.Field field) {
    if (field.op() == Search.Op.EXISTS) {
      return "TRUE";
    }
    OptionalDouble nanos = Quantity.parseDuration(field.value());
    return "(end_ns - start_ns) " + symbol(field.op()) + " " + number(nanos);
  }

  /** How many of something a span has; {@code *} asks for any. */
  static String count(Search.Field field, String column) {
    return field.op() == Search.Op.EXISTS
        ? column + " > 0"
        : column + " " + symbol(field.op()) + " " + number(Quantity.parse(field.value()));
  }

  static String symbol(Search.Op op) {
    return switch (op) {
      case GT -> ">";
      case GE -> ">=";
      case LT -> "<";
      case LE -> "<=";
      case EQ, EXISTS -> "=";
    };
  }

  static String number(OptionalDouble number) {
    return number.isEmpty() ? "NULL" : "CAST('" + number.getAsDouble() + "' AS DOUBLE)";
  }

  /** The condition of a number that has names; null for a pattern, which its name is asked for. */
  static @Nullable String named(Search.Field field, String column, List<String> names) {
    if (field.op() == Search.Op.EXISTS) {
      return column + " <> 0";
    }
    if (isPattern(field)) {
      return null;
    }
    int code = SpanEnums.code(names, field.value());
    return code < 0 ? "FALSE" : column + " " + symbol(field.op()) + " " + code;
  }

  /** Whether a star stands for any text in what a field is to be equal to. */
  static boolean isPattern(Search.Field field) {
    return field.op() == Search.Op.EQ && field.value().indexOf('*') >= 0;
  }

  static String hex(Search.Field field, String... columns) {
    String digits = field.value().toLowerCase(Locale.ROOT);
    if (field.op() == Search.Op.EXISTS) {
      return columns[columns.length - 1] + " <> 0";
    }
    if (isPattern(field)) {
      return "("
          + columns[columns.length - 1]
          + " <> 0 AND "
          + like(SearchFields.digits(columns), field.value())
          + ")";
    }
    if (field.op() != Search.Op.EQ
        || digits.length() != columns.length * 16
        || !digits.matches("[0-9a-f]+")) {
      return "FALSE";
    }
    StringBuilder sql = new StringBuilder();
    for (int i = 0; i < columns.length; i++) {
      long part = Long.parseUnsignedLong(digits.substring(i * 16, i * 16 + 16), 16);
      sql.append(i == 0 ? "" : " AND ").append(columns[i]).append(" = ").append(number(part));
    }
    return sql.toString();
  }

  /** The smallest long has no literal of its own. */
  static String number(long value) {
    return value == Long.MIN_VALUE ? "(-9223372036854775807 - 1)" : Long.toString(value);
  }

  static String literal(String text) {
    String quoted = "'" + text.replace("'", "''") + "'";
    return text.indexOf('\0') < 0 ? quoted : "(" + quoted.replace("\0", "' || chr(0) || '") + ")";
  }
}
