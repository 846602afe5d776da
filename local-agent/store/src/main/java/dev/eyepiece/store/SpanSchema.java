package dev.eyepiece.store;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/** The columns of {@code spans}, in order: as Arrow fields and as SQL. */
final class SpanSchema {
  private static final List<String> LONGS =
      List.of("trace_hi", "trace_lo", "span_id", "parent_id", "start_ns", "end_ns", "batch_id");
  private static final List<String> INTS =
      List.of("kind", "status", "event_count", "link_count", "place");
  private static final List<String> TEXTS =
      List.of("name", "service", "scope", "status_message", "event_text", "attrs", "resource");

  static final Schema ARROW = arrow();

  private SpanSchema() {}

  private static Schema arrow() {
    List<Field> fields = new ArrayList<>();
    LONGS.forEach(name -> fields.add(Field.nullable(name, new ArrowType.Int(64, true))));
    INTS.forEach(name -> fields.add(Field.nullable(name, new ArrowType.Int(32, true))));
    TEXTS.forEach(name -> fields.add(Field.nullable(name, new ArrowType.Utf8())));
    Promoted.COLUMNS
        .values()
        .forEach(name -> fields.add(Field.nullable(name, new ArrowType.Utf8())));
    return new Schema(fields);
  }

  /** The columns' names, joined by commas. */
  static String columns() {
    return String.join(", ", ARROW.getFields().stream().map(Field::getName).toList());
  }

  static String createTable(String table) {
    StringBuilder sql = new StringBuilder("CREATE TABLE " + table + " (");
    String comma = "";
    for (Field field : ARROW.getFields()) {
      sql.append(comma).append(field.getName()).append(' ').append(sqlType(field.getName()));
      comma = ", ";
    }
    return sql.append(')').toString();
  }

  static String sqlType(String column) {
    return LONGS.contains(column) ? "BIGINT" : INTS.contains(column) ? "INTEGER" : "VARCHAR";
  }

  /** SQL that yields no row of these columns. */
  static String none() {
    return ARROW.getFields().stream()
        .map(field -> "NULL::" + sqlType(field.getName()) + " AS " + field.getName())
        .collect(Collectors.joining(", ", "SELECT ", " WHERE FALSE"));
  }
}
