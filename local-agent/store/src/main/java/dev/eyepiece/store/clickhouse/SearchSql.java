package dev.eyepiece.store.clickhouse;

import dev.eyepiece.store.Quantity;
import dev.eyepiece.store.Search;
import dev.eyepiece.store.SearchAliases;
import dev.eyepiece.store.SpanSet;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.store.TimeRange;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Turns a search into a condition over one of the exporter's tables, in ClickHouse's SQL. */
final class SearchSql {
  private final Source source;
  private final TimeRange range;
  private final SpanSets spanSets;
  private final @Nullable Search trace;

  private SearchSql(Source source, Search search, TimeRange range, SpanSets spanSets) {
    this.source = source;
    this.range = range;
    this.spanSets = spanSets;
    this.trace = oneTrace(search);
  }

  /**
   * The condition of what matches and lies in a range. Searches of how spans stand in their trace
   * are decided here, by statements of their own.
   */
  static String where(Source source, Search search, TimeRange range, SpanSets spanSets)
      throws StoreException {
    return new SearchSql(source, search, range, spanSets).condition(search) + source.within(range);
  }

  /** The search for one trace, where all that matches is of that; else null. */
  private static @Nullable Search oneTrace(Search search) {
    if (search instanceof Search.Field field
        && field.op() == Search.Op.EQ
        && field.key().equals("trace")) {
      return field;
    }
    if (search instanceof Search.And(List<Search> parts)) {
      for (Search part : parts) {
        Search found = oneTrace(part);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  private String condition(Search search) throws StoreException {
    return switch (search) {
      case Search.All _ -> "1";
      case Search.And and -> joined(and.parts(), " AND ");
      case Search.Or or -> joined(or.parts(), " OR ");
      case Search.Not not -> "NOT (" + condition(not.part()) + ")";
      case Search.Word word -> source.anywhere(text -> Sql.contains(text, word.text()));
      case Search.WordMatch word -> source.anywhere(text -> Sql.match(text, word.pattern()));
      case Search.Field field -> "ifNull(" + field(field) + ", 0)";
      case Search.FieldMatch field -> "ifNull(" + match(field) + ", 0)";
      case Search.Moment moment -> "ifNull(" + moment(moment) + ", 0)";
      case Search.InTrace braces ->
          // A span by itself needs no look at its trace.
          source instanceof SpanSource && braces.set() instanceof SpanSet.Filter(Search alone)
              ? condition(alone)
              : spanSets.condition(source, braces.set(), range, trace);
    };
  }

  private String match(Search.FieldMatch field) {
    String own =
        source.tested(
            field.key().toLowerCase(Locale.ROOT), text -> Sql.match(text, field.pattern()));
    return own != null ? own : Sql.match(expression(source, field.key()), field.pattern());
  }

  private String moment(Search.Moment moment) {
    if (moment.clock() == Search.Clock.TIME) {
      return "(1" + source.within(span(moment.op(), moment.unixNano())) + ")";
    }
    String time = source.time(moment.clock());
    return time == null
        ? "0"
        : time + " " + Sql.symbol(moment.op()) + " " + Sql.number(moment.unixNano());
  }

  /** The times of a comparison as a range, which tables are sorted for. */
  private static TimeRange span(Search.Op op, long at) {
    long after = at == Long.MAX_VALUE ? at : at + 1;
    return switch (op) {
      case GT -> new TimeRange(after, Long.MAX_VALUE);
      case GE -> new TimeRange(at, Long.MAX_VALUE);
      case LT -> new TimeRange(Long.MIN_VALUE, at);
      case LE -> new TimeRange(Long.MIN_VALUE, after);
      case EQ, EXISTS -> new TimeRange(at, after);
    };
  }

  private String joined(List<Search> parts, String with) throws StoreException {
    List<String> conditions = new ArrayList<>();
    for (Search part : parts) {
      conditions.add(condition(part));
    }
    return "(" + String.join(with, conditions) + ")";
  }

  private String field(Search.Field field) {
    String own = source.condition(field);
    if (own != null) {
      return "(" + own + ")";
    }
    String fixed = source.text(field.key().toLowerCase(Locale.ROOT));
    if (fixed != null) {
      // A field that is empty was not sent: the protocol has no other sign for it.
      return field.op() == Search.Op.EXISTS
          ? "(" + fixed + " <> '')"
          : "(" + compare(field, fixed) + ")";
    }
    boolean compares = field.op() != Search.Op.EXISTS && field.op() != Search.Op.EQ;
    String value =
        compares
            ? compared(field, numeric(source, field.key()), attribute(source, field.key()))
            : compare(field, attribute(source, field.key()));
    return "(" + indexed(field) + " AND " + value + ")";
  }

  private static String compare(Search.Field field, String text) {
    return switch (field.op()) {
      case EXISTS -> text + " IS NOT NULL";
      case EQ -> Sql.equal(text, field.value());
      default ->
          compared(field, "toFloat64OrNull(toString(" + text + "))", "toString(" + text + ")");
    };
  }

  /**
   * A comparison of what is a number or reads as one. Beyond 2^53 doubles are too few: of those
   * that have the nearest one the digits are compared.
   */
  private static String compared(Search.Field field, String number, String digits) {
    String symbol = " " + Sql.symbol(field.op()) + " ";
    BigInteger whole = Quantity.beyondDoubles(field.value());
    if (whole == null) {
      return number + symbol + Sql.number(Quantity.parse(field.value()));
    }
    String near = Sql.number(OptionalDouble.of(whole.doubleValue()));
    String strict = " " + Sql.symbol(field.op().strict()) + " ";
    String exact =
        "toInt128OrNull(toString(" + digits + "))" + symbol + "toInt128('" + whole + "')";
    String otherwise = Quantity.isNearest(field.op(), whole) ? "1" : "0";
    return "("
        + (number + strict + near)
        + (" OR (" + number + " = " + near + " AND ifNull(" + exact + ", " + otherwise + ")))");
  }

  /** The text that a field has in a record, NULL when it has none. */
  static String expression(Source source, String key) {
    String fixed = source.text(key.toLowerCase(Locale.ROOT));
    return fixed != null ? fixed : attribute(source, key);
  }

  /** The maps in which a key is sought: the record's own, then its resource's. */
  private static List<String> maps(Source source, String key) {
    List<String> maps = new ArrayList<>();
    if (!key.startsWith("resource.")) {
      maps.addAll(source.attributes());
    }
    if (!key.startsWith("span.")) {
      maps.add(source.table().map("ResourceAttributes"));
    }
    return maps;
  }

  private static String bare(String key) {
    return key.startsWith("resource.")
        ? key.substring("resource.".length())
        : key.startsWith("span.") ? key.substring("span.".length()) : key;
  }

  /**
   * A map has an empty text for a key that it lacks, so that it is asked for the key first; of the
   * names that an attribute has or had, the first that is there.
   */
  private static String attribute(Source source, String key) {
    StringBuilder sql = new StringBuilder("multiIf(");
    for (String known : SearchAliases.of(bare(key))) {
      String name = Sql.literal(known);
      for (String map : maps(source, key)) {
        sql.append("mapContains(").append(map).append(", ").append(name).append("), toNullable(");
        sql.append(map).append('[').append(name).append("]), ");
      }
    }
    return sql.append("NULL)").toString();
  }

  /** The first number among them, NULL when there is none. */
  static String numeric(Source source, String key) {
    List<String> numbers = new ArrayList<>();
    for (String known : SearchAliases.of(bare(key))) {
      for (String map : maps(source, key)) {
        numbers.add("toFloat64OrNull(toString(" + map + "[" + Sql.literal(known) + "]))");
      }
    }
    return "coalesce(" + String.join(", ", numbers) + ")";
  }

  /**
   * A weaker condition that indexes over keys can answer, and where the value has no letters, whose
   * case would not matter, those over pairs.
   */
  private String indexed(Search.Field field) {
    String plain = Sql.plain(field.value());
    boolean exact =
        field.op() == Search.Op.EQ
            && field.value().indexOf('*') < 0
            && plain.toLowerCase(Locale.ROOT).equals(plain.toUpperCase(Locale.ROOT));
    List<String> parts = new ArrayList<>();
    for (String key : SearchAliases.of(bare(field.key()))) {
      for (String map : maps(source, field.key())) {
        String items = map.replace("`", "").replaceFirst("s$", "Items");
        parts.add(
            exact && source.table().has(items)
                ? "has(" + items + ", " + Sql.literal(key + "=" + plain) + ")"
                : "mapContains(" + map + ", " + Sql.literal(key) + ")");
      }
    }
    return "(" + String.join(" OR ", parts) + ")";
  }
}
