package dev.eyepiece.store;

import dev.eyepiece.telemetry.Signal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * The tables of a window, one a signal: columns that every window has, then those of attributes.
 */
enum SignalTable {
  SPANS(
      Signal.TRACES,
      "spans",
      "start_ns",
      "trace_hi trace_lo span_id parent_id start_ns end_ns",
      "kind status flags event_count link_count",
      "",
      "name service status_message event_text"),
  LOGS(
      Signal.LOGS,
      "logs",
      "at_ns",
      "at_ns time_ns observed_ns trace_hi trace_lo span_id",
      "severity flags body_type",
      "",
      "service severity_text event_name body"),
  POINTS(
      Signal.METRICS,
      "points",
      "at_ns",
      "at_ns start_ns series int_value observations",
      "metric flags value_type exemplar_count",
      "real_value total",
      "service name"),
  SAMPLES(
      Signal.PROFILES,
      "samples",
      "at_ns",
      "at_ns profile_hi profile_lo trace_hi trace_lo span_id amount",
      "profile record stack",
      "",
      "service type unit");

  /** What a column holds. */
  enum Type {
    LONG("BIGINT"),
    INT("INTEGER"),
    REAL("DOUBLE"),
    BOOL("BOOLEAN"),
    TEXT("VARCHAR"),
    BLOB("BLOB");

    private final String sql;

    Type(String sql) {
      this.sql = sql;
    }

    String sql() {
      return sql;
    }

    private ArrowType arrow() {
      return switch (this) {
        case LONG -> new ArrowType.Int(64, true);
        case INT -> new ArrowType.Int(32, true);
        case REAL -> new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
        case BOOL -> new ArrowType.Bool();
        case TEXT -> new ArrowType.Utf8();
        case BLOB -> new ArrowType.Binary();
      };
    }
  }

  /** A column that every window has. */
  record Column(String name, Type type) {}

  private final Signal signal;
  private final String table;
  private final String time;
  private final String longs;
  private final String ints;
  private final String reals;
  private final String texts;

  SignalTable(
      Signal signal,
      String table,
      String time,
      String longs,
      String ints,
      String reals,
      String texts) {
    this.signal = signal;
    this.table = table;
    this.time = time;
    this.longs = longs;
    this.ints = ints;
    this.reals = reals;
    this.texts = texts;
  }

  private static Stream<Column> of(String names, Type type) {
    return Arrays.stream(names.split(" ", -1))
        .filter(name -> !name.isEmpty())
        .map(name -> new Column(name, type));
  }

  static SignalTable of(Signal signal) {
    return switch (signal) {
      case TRACES -> SPANS;
      case LOGS -> LOGS;
      case METRICS -> POINTS;
      case PROFILES -> SAMPLES;
    };
  }

  Signal signal() {
    return signal;
  }

  /** By which a window names the signal; never changes. */
  int number() {
    return switch (this) {
      case SPANS -> 0;
      case LOGS -> 1;
      case POINTS -> 2;
      case SAMPLES -> 3;
    };
  }

  /** Its name in a window, and in statements of users. */
  String table() {
    return table;
  }

  /** The column by which a row belongs to a range of time. */
  String time() {
    return time;
  }

  /** The columns that every window has, in order. */
  List<Column> fixed() {
    return Stream.of(
            of(longs + " batch_id", Type.LONG),
            of("row_no " + ints + " resource scope shape", Type.INT),
            of(reals, Type.REAL),
            of(texts + " rest", Type.TEXT),
            of("tail", Type.BLOB))
        .flatMap(columns -> columns)
        .toList();
  }

  /** Those of them that questions are asked of: all but what only puts a record together. */
  List<Column> asked() {
    return fixed().stream()
        .filter(column -> !column.name().equals("rest") && !column.name().equals("tail"))
        .toList();
  }

  /** The name of an attribute column. */
  static String attribute(int column) {
    return "c" + column;
  }

  Schema arrow(List<Dictionary.Column> columns) {
    List<Field> fields = new ArrayList<>();
    fixed().forEach(column -> fields.add(Field.nullable(column.name(), column.type().arrow())));
    for (int i = 0; i < columns.size(); i++) {
      fields.add(Field.nullable(attribute(i), columns.get(i).columnType().arrow()));
    }
    return new Schema(fields);
  }

  /** The names of all columns, joined by commas, when there are so many of attributes. */
  String columns(int attributes) {
    List<String> names = new ArrayList<>();
    fixed().forEach(column -> names.add(column.name()));
    for (int i = 0; i < attributes; i++) {
      names.add(attribute(i));
    }
    return String.join(", ", names);
  }

  /** SQL of a subquery with the fixed columns and no row. */
  String nothing() {
    return "(SELECT "
        + String.join(
            ", ", fixed().stream().map(c -> "NULL::" + c.type().sql() + " AS " + c.name()).toList())
        + " WHERE FALSE)";
  }

  String createTable(String window) {
    return "CREATE TABLE "
        + window
        + "."
        + table
        + " ("
        + String.join(", ", fixed().stream().map(c -> c.name() + " " + c.type().sql()).toList())
        + ")";
  }
}
