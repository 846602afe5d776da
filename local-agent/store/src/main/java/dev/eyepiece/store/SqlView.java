package dev.eyepiece.store;

import dev.eyepiece.telemetry.Resource;
import dev.eyepiece.telemetry.Utf8;
import dev.eyepiece.telemetry.ValueType;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

/**
 * A table as users see it: columns that read well, a column for each attribute that has one
 * anywhere, and all attributes as JSON.
 */
final class SqlView {
  /** Names of frames by window or unsealed part and stack, for samples. */
  private static final String STACKS = "stack_texts";

  private final Relation relation;
  private final SignalTable table;
  private final Map<String, String> keys = new LinkedHashMap<>();

  private SqlView(Relation relation) throws StoreException {
    this.relation = relation;
    this.table = relation.table();
    Set<String> taken = new HashSet<>(ViewColumns.of(table, null).keySet());
    taken.addAll(List.of("attributes", "resource"));
    if (table == SignalTable.SPANS) {
      Promoted.KEYS.forEach(key -> offer(key, taken));
    }
    relation
        .sources()
        .forEach(s -> s.dictionary().columns().forEach(column -> offer(column.key(), taken)));
  }

  /** Names of columns differ in more than their case, and none is a column that every row has. */
  private void offer(String key, Set<String> taken) {
    String name = key.replace("\0", "");
    if (taken.add(name.toLowerCase(Locale.ROOT))) {
      keys.put(key, '"' + name.replace("\"", "\"\"") + '"');
    }
  }

  /** Makes the table for the statements of the session. */
  static void create(Relation relation) throws StoreException, SQLException {
    SqlView view = new SqlView(relation);
    if (view.table == SignalTable.SAMPLES) {
      view.createStacks();
    }
    List<String> parts = new ArrayList<>();
    for (Source source : relation.sources()) {
      String rows =
          source instanceof Source.Sealed
              ? relation.from(source)
              : view.copy(source, "unsealed_" + view.table.table() + "_" + parts.size());
      parts.add(view.select(source, rows));
    }
    // Without any record the table still has its columns.
    parts.add(view.select(null, view.table.nothing()));
    view.execute(
        "CREATE OR REPLACE TEMP VIEW "
            + view.table.table()
            + " AS "
            + String.join(" UNION ALL ", parts));
  }

  /**
   * Copies what is not sealed as it lies: a stream of it can be read once, and a statement may read
   * more than once. What users see is computed of the copy, as far as a statement wants it: the
   * JSON of attributes alone costs many times as much as all the rest.
   */
  private String copy(Source source, String name) throws StoreException, SQLException {
    execute("CREATE OR REPLACE TEMP TABLE " + name + " AS SELECT * FROM " + relation.from(source));
    return name;
  }

  private void execute(String sql) throws SQLException, StoreException {
    try (Statement statement = relation.session().connection().createStatement()) {
      relation.session().running(statement);
      statement.execute(sql);
    } finally {
      relation.session().running(null);
    }
  }

  private void createStacks() throws SQLException, StoreException {
    execute(
        "CREATE OR REPLACE TEMP TABLE "
            + STACKS
            + " (source INTEGER, number INTEGER, frames VARCHAR)");
    try (DuckDBAppender rows =
        relation.session().connection().createAppender("temp", "main", STACKS)) {
      List<Source> sources = relation.sources();
      for (int i = 0; i < sources.size(); i++) {
        StackTable stacks = sources.get(i).dictionary().stacks();
        for (int number = 1; number <= stacks.stacks().size(); number++) {
          rows.beginRow();
          rows.append(i);
          rows.append(number);
          rows.append(
              stacks.of(number).stream()
                  .map(frame -> frame.label().replace(Shape.SEPARATOR, ' '))
                  .collect(Collectors.joining("" + Shape.SEPARATOR)));
          rows.endRow();
        }
      }
    }
  }

  private String select(@Nullable Source source, String rows) throws StoreException {
    List<String> columns = new ArrayList<>();
    ViewColumns.of(table, source).forEach((name, sql) -> columns.add(sql + " AS " + name));
    columns.add((source == null ? "'{}'::JSON" : attributes(source)) + " AS attributes");
    columns.add((source == null ? "'{}'::JSON" : resource(source)) + " AS resource");
    for (Map.Entry<String, String> key : keys.entrySet()) {
      Asks.Text ask = new Asks.Text(key.getKey(), Asks.From.SPAN);
      columns.add((source == null ? "''" : new AskSql(source).of(ask)) + " AS " + key.getValue());
    }
    return "SELECT " + String.join(", ", columns) + " FROM " + from(source, rows);
  }

  private String from(@Nullable Source source, String rows) {
    return source == null || table != SignalTable.SAMPLES
        ? rows
        : "(SELECT * FROM "
            + rows
            + ") LEFT JOIN (SELECT number, frames FROM "
            + STACKS
            + " WHERE source = "
            + relation.sources().indexOf(source)
            + ") ON stack = number";
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
                .mapToObj(i -> SignalTable.attribute(i) + "::VARCHAR")
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
