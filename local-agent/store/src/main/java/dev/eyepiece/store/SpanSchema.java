package dev.eyepiece.store;

import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/** The columns of {@code spans}: those that every window has, then those of attributes. */
final class SpanSchema {
  private static final List<String> LONGS =
      List.of("trace_hi", "trace_lo", "span_id", "parent_id", "start_ns", "end_ns", "batch_id");
  private static final List<String> INTS =
      List.of(
          "row_no",
          "kind",
          "status",
          "flags",
          "event_count",
          "link_count",
          "resource",
          "scope",
          "shape");
  private static final List<String> TEXTS =
      List.of("name", "service", "status_message", "event_text", "rest");
  private static final List<String> BLOBS = List.of("tail");

  /** Names of the columns that every window has, in order. */
  static final List<String> FIXED = fixed();

  private SpanSchema() {}

  private static List<String> fixed() {
    List<String> names = new ArrayList<>(LONGS);
    names.addAll(INTS);
    names.addAll(TEXTS);
    names.addAll(BLOBS);
    return List.copyOf(names);
  }

  /** The name of an attribute column. */
  static String attribute(int column) {
    return "c" + column;
  }

  static Schema arrow(List<Dictionary.Column> columns) {
    List<Field> fields = new ArrayList<>();
    FIXED.forEach(name -> fields.add(Field.nullable(name, arrowType(sqlType(name)))));
    for (int i = 0; i < columns.size(); i++) {
      fields.add(Field.nullable(attribute(i), arrowType(columns.get(i).sqlType())));
    }
    return new Schema(fields);
  }

  private static ArrowType arrowType(String sqlType) {
    return switch (sqlType) {
      case "BIGINT" -> new ArrowType.Int(64, true);
      case "INTEGER" -> new ArrowType.Int(32, true);
      case "DOUBLE" -> new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
      case "BOOLEAN" -> new ArrowType.Bool();
      case "BLOB" -> new ArrowType.Binary();
      default -> new ArrowType.Utf8();
    };
  }

  /** The names of all columns, joined by commas, when there are so many of attributes. */
  static String columns(int attributes) {
    List<String> names = new ArrayList<>(FIXED);
    for (int i = 0; i < attributes; i++) {
      names.add(attribute(i));
    }
    return String.join(", ", names);
  }

  static String createTable(String table) {
    return "CREATE TABLE "
        + table
        + " ("
        + String.join(", ", FIXED.stream().map(name -> name + " " + sqlType(name)).toList())
        + ")";
  }

  static String sqlType(String column) {
    return LONGS.contains(column)
        ? "BIGINT"
        : INTS.contains(column) ? "INTEGER" : BLOBS.contains(column) ? "BLOB" : "VARCHAR";
  }
}
