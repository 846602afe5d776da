package dev.eyepiece.store;

import dev.eyepiece.telemetry.Resource;
import dev.eyepiece.telemetry.Utf8;
import dev.eyepiece.telemetry.ValueType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The table {@code spans} as users see it: columns that read well, a column for each attribute that
 * has one anywhere, and all attributes as JSON.
 */
final class SqlView {
  private final Relation relation;
  private final Set<String> keys = new LinkedHashSet<>(Promoted.KEYS);

  private SqlView(Relation relation) {
    this.relation = relation;
    sources().forEach(s -> s.dictionary().columns().forEach(column -> keys.add(column.key())));
  }

  private List<Source> sources() {
    List<Source> all = new ArrayList<>(relation.windows());
    all.addAll(relation.unsealed());
    return all;
  }

  /** What has to be run, in order, before a statement of a user. */
  static List<String> statements(Relation relation) throws StoreException {
    SqlView view = new SqlView(relation);
    List<String> fresh = new ArrayList<>();
    List<String> parts = new ArrayList<>();
    for (Source source : view.sources()) {
      (source instanceof Source.Sealed ? parts : fresh).add(view.select(source));
    }
    // A stream of what is not sealed can be read once, and a statement may read more than once.
    String none = "SELECT * FROM (" + view.select(null) + ") WHERE FALSE";
    parts.add("SELECT * FROM unsealed");
    fresh.add(none);
    return List.of(
        "CREATE OR REPLACE TEMP TABLE unsealed AS " + String.join(" UNION ALL ", fresh),
        "CREATE OR REPLACE TEMP VIEW spans AS " + String.join(" UNION ALL ", parts));
  }

  private String select(@org.jspecify.annotations.Nullable Source source) throws StoreException {
    StringBuilder sql = new StringBuilder("SELECT ");
    sql.append("printf('%016x%016x', trace_hi, trace_lo) AS trace_id,")
        .append(" printf('%016x', span_id) AS span_id,")
        .append(" CASE WHEN parent_id = 0 THEN NULL ELSE printf('%016x', parent_id) END")
        .append(" AS parent_span_id, name, service, ")
        .append(source == null ? "''" : new AskSql(source).of(new Asks.ScopeName()))
        .append(" AS scope, ")
        .append(SpanEnums.sqlCase("kind", SpanEnums.KIND))
        .append(" AS kind, ")
        .append(SpanEnums.sqlCase("status", SpanEnums.STATUS))
        .append(" AS status, coalesce(status_message, '') AS status_message,")
        .append(" make_timestamp_ns(start_ns) AS start, start_ns, end_ns,")
        .append(" end_ns - start_ns AS duration_ns, event_count, link_count, event_text, ")
        .append(source == null ? "'{}'::JSON" : attributes(source))
        .append(" AS attributes, ")
        .append(source == null ? "'{}'::JSON" : resource(source))
        .append(" AS resource");
    for (String key : keys) {
      sql.append(", ")
          .append(source == null ? "''" : new AskSql(source).of(new Asks.Text(key, Asks.From.SPAN)))
          .append(" AS \"")
          .append(key.replace("\"", "\"\"").replace("\\0", ""))
          .append('"');
    }
    return sql.append(" FROM ")
        .append(source == null ? nothing() : relation.from(source))
        .toString();
  }

  private static String nothing() {
    return "(SELECT "
        + SpanSchema.FIXED.stream()
            .map(column -> "NULL::" + SpanSchema.sqlType(column) + " AS " + column)
            .collect(Collectors.joining(", "))
        + ")";
  }

  private static String resource(Source source) throws StoreException {
    List<String> texts = new ArrayList<>();
    JsonText text = new JsonText();
    for (Resource resource : source.dictionary().resources()) {
      text.clear();
      text.attributes(resource.attributes());
      texts.add(SearchSql.literal(new String(text.bytes, 0, text.length, StandardCharsets.UTF_8)));
    }
    return "CAST(list_extract([" + String.join(", ", texts) + "]::VARCHAR[], resource) AS JSON)";
  }

  /** The attributes in their order, as a JSON object that is put together by the shape. */
  private static String attributes(Source source) {
    String values =
        IntStream.range(0, source.columns())
                .mapToObj(i -> SpanSchema.attribute(i) + "::VARCHAR")
                .collect(Collectors.joining(", ", "list_concat([", "]::VARCHAR[], "))
            + "string_split(rest, chr(31)))";
    String fields =
        perShape(source, "VARCHAR", (shape, i) -> SearchSql.literal(quoted(shape, i)))
            + ", "
            + perShape(source, "INTEGER", (shape, i) -> "" + place(source, shape.places()[i]))
            + ", "
            + perShape(source, "INTEGER", (shape, i) -> "" + shape.types()[i]);
    String value = "list_extract(" + values + ", x[2])";
    String shaped =
        "list_transform(list_zip("
            + fields
            + "), lambda x: x[1] || coalesce(CASE x[3] WHEN "
            + ValueType.EMPTY
            + " THEN NULL WHEN "
            + ValueType.TEXT
            + " THEN to_json("
            + value
            + ")::VARCHAR WHEN "
            + ValueType.REAL
            + " THEN CASE WHEN isfinite(try_cast("
            + value
            + " AS DOUBLE)) THEN "
            + value
            + " ELSE to_json("
            + value
            + ")::VARCHAR END ELSE "
            + value
            + " END, 'null'))";
    String pairs =
        "list_transform(string_split(rest, chr(31)), lambda v: to_json(split_part(v, chr(30), 1))"
            + "::VARCHAR || ':' || to_json(split_part(v, chr(30), 2))::VARCHAR)";
    String all =
        source.hasFreeRows()
            ? "CASE WHEN shape = 0 THEN " + pairs + " ELSE " + shaped + " END"
            : shaped;
    return "CAST('{' || coalesce(array_to_string(" + all + ", ','), '') || '}' AS JSON)";
  }

  /** Says something of an attribute of a shape. */
  private interface OfAttribute {
    String of(Shape shape, int attribute);
  }

  private static String perShape(Source source, String type, OfAttribute what) {
    return source.dictionary().shapes().stream()
        .map(shape ->
            IntStream.range(0, shape.types().length)
                .mapToObj(i -> what.of(shape, i))
                .collect(Collectors.joining(", ", "[", "]")))
        .collect(Collectors.joining(", ", "list_extract([", "]::" + type + "[][], shape)"));
  }

  private static String quoted(Shape shape, int attribute) {
    Utf8 key = shape.keys().get(attribute);
    JsonText text = new JsonText();
    text.quoted(key);
    text.put(':');
    return new String(text.bytes, 0, text.length, StandardCharsets.UTF_8);
  }

  /** Columns first, then the others. */
  private static int place(Source source, int place) {
    return place >= 0 ? place + 1 : source.columns() - place;
  }
}
