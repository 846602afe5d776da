package dev.eyepiece.store.clickhouse;

import dev.eyepiece.store.Quantity;
import dev.eyepiece.store.Search;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.store.TimeRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Turns a search into a condition over one of the exporter's tables, in ClickHouse's SQL. */
final class SearchSql {
  private final Source source;

  private SearchSql(Source source) {
    this.source = source;
  }

  /** The condition of what matches and lies in a range. */
  static String where(Source source, Search search, TimeRange range) throws StoreException {
    return new SearchSql(source).condition(search) + source.within(range);
  }

  /** The text that a field has in a record, NULL when it has none. */
  static String expression(Source source, String key) {
    return new SearchSql(source).expression(key);
  }

  private String condition(Search search) throws StoreException {
    return switch (search) {
      case Search.All _ -> "1";
      case Search.And and -> joined(and.parts(), " AND ");
      case Search.Or or -> joined(or.parts(), " OR ");
      case Search.Not not -> "NOT (" + condition(not.part()) + ")";
      case Search.Word word -> source.word(word.text().toLowerCase(Locale.ROOT));
      case Search.Field field -> "ifNull(" + field(field) + ", 0)";
      case Search.FieldMatch _, Search.WordMatch _, Search.Moment _, Search.InTrace _ ->
          throw new StoreException(
              "regular expressions, times and braces are not asked of ClickHouse; expected words and"
                  + " fields");
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
      return "(" + compare(field, fixed) + ")";
    }
    return "(" + indexed(field) + " AND " + compare(field, attribute(field.key())) + ")";
  }

  private static String compare(Search.Field field, String text) {
    return switch (field.op()) {
      case EXISTS -> text + " IS NOT NULL";
      case EQ -> Sql.equal(text, field.value());
      default ->
          "toFloat64OrNull("
              + "toString("
              + text
              + ")) "
              + Sql.symbol(field.op())
              + " "
              + Sql.number(Quantity.parse(field.value()));
    };
  }

  private String expression(String key) {
    String fixed = source.text(key.toLowerCase(Locale.ROOT));
    return fixed != null ? fixed : attribute(key);
  }

  /** The maps in which a key is sought: the record's own, then its resource's. */
  private List<String> maps(String key) {
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

  /** A map has an empty text for a key that it lacks, so that it is asked for the key first. */
  private String attribute(String key) {
    String name = Sql.literal(bare(key));
    StringBuilder sql = new StringBuilder("multiIf(");
    for (String map : maps(key)) {
      sql.append("mapContains(").append(map).append(", ").append(name).append("), toNullable(");
      sql.append(map).append('[').append(name).append("]), ");
    }
    return sql.append("NULL)").toString();
  }

  /**
   * A weaker condition that indexes over keys can answer, and where the value has no letters, whose
   * case would not matter, those over pairs.
   */
  private String indexed(Search.Field field) {
    String key = bare(field.key());
    String plain = Sql.plain(field.value());
    boolean exact =
        field.op() == Search.Op.EQ
            && field.value().indexOf('*') < 0
            && plain.toLowerCase(Locale.ROOT).equals(plain.toUpperCase(Locale.ROOT));
    List<String> parts = new ArrayList<>();
    for (String map : maps(field.key())) {
      String items = map.replace("`", "").replaceFirst("s$", "Items");
      parts.add(
          exact && source.table().has(items)
              ? "has(" + items + ", " + Sql.literal(key + "=" + plain) + ")"
              : "mapContains(" + map + ", " + Sql.literal(key) + ")");
    }
    return "(" + String.join(" OR ", parts) + ")";
  }
}
