package dev.eyepiece.ui.query;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Two columns of a result as something to draw.
 *
 * @param points with a value on both axes, in the order in which they are drawn
 * @param left rows that have no value to draw
 * @param more rows that there is no room for
 */
record Plot(
    String xName, String yName, Axis axis, boolean bars, List<Point> points, int left, int more) {
  /** Bars with a name each stand below each other, and more could not be read. */
  static final int MOST_BARS = 40;

  /** What the horizontal axis is of. */
  enum Axis {
    TIME,
    NUMBER,
    NAMES
  }

  /**
   * A point.
   *
   * @param x milliseconds since 1970 on an axis of time, a number on one of numbers, else the place
   * @param label the name of a bar
   */
  record Point(double x, String label, double y) {}

  /** What can be drawn: which columns, and how. */
  record Choice(int x, int y, boolean bars) {}

  /** A choice that fits: the first time or name along, the first number up; null for none. */
  static @Nullable Choice proposed(List<Column> columns) {
    int y = -1;
    int x = -1;
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).isTime() && (x < 0 || !columns.get(x).isTime())) {
        x = i;
      } else if (columns.get(i).isNumber() && y < 0) {
        y = i;
      }
    }
    for (int i = 0; i < columns.size() && x < 0; i++) {
      x = columns.get(i).isNumber() ? -1 : i;
    }
    if (x < 0 && columns.size() > 1 && y == 0) {
      x = 0;
      y = columns.get(1).isNumber() ? 1 : -1;
    }
    return x < 0 || y < 0 ? null : new Choice(x, y, axis(columns.get(x)) == Axis.NAMES);
  }

  private static Axis axis(Column column) {
    return column.isTime() ? Axis.TIME : column.isNumber() ? Axis.NUMBER : Axis.NAMES;
  }

  /** The points of a choice; on any thread. */
  static Plot of(QueryResult result, Choice choice) {
    Column along = result.columns().get(choice.x());
    Axis axis = axis(along);
    List<Point> points = new ArrayList<>();
    int left = 0;
    for (List<@Nullable Object> row : result.rows()) {
      Double y = number(row.get(choice.y()));
      Object value = row.get(choice.x());
      Double x =
          switch (axis) {
            case TIME -> time(value);
            case NUMBER -> number(value);
            case NAMES -> (double) points.size();
          };
      if (x == null || y == null) {
        left++;
      } else {
        points.add(new Point(x, value == null ? "NULL" : QueryResult.text(value), y));
      }
    }
    int more = axis == Axis.NAMES ? Math.max(0, points.size() - MOST_BARS) : 0;
    List<Point> drawn = points.subList(0, points.size() - more);
    if (axis != Axis.NAMES) {
      drawn.sort(Comparator.comparingDouble(Point::x));
    }
    return new Plot(
        along.name() + (axis == Axis.TIME ? " (UTC)" : ""),
        result.columns().get(choice.y()).name(),
        axis,
        choice.bars() || axis == Axis.NAMES,
        List.copyOf(drawn),
        left,
        more);
  }

  private static @Nullable Double number(@Nullable Object value) {
    return switch (value) {
      case Long number -> (double) number;
      case Double number when Double.isFinite(number) -> number;
      case String text -> parsed(text);
      case null, default -> null;
    };
  }

  private static @Nullable Double parsed(String text) {
    try {
      double number = Double.parseDouble(text);
      return Double.isFinite(number) ? number : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static @Nullable Double time(@Nullable Object value) {
    if (!(value instanceof String text)) {
      return null;
    }
    try {
      Instant at =
          text.length() == 10
              ? LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC)
              : text.indexOf('T') > 0
                  ? OffsetDateTime.parse(text).toInstant()
                  : LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
      return at.getEpochSecond() * 1e3 + at.getNano() / 1e6;
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** What the drawing leaves out; empty when it is whole. */
  String said() {
    String without =
        left == 0 ? "" : left + (left == 1 ? " row has" : " rows have") + " no value to draw";
    String beyond =
        more == 0 ? "" : "the first " + points.size() + " of " + (points.size() + more) + " bars";
    return beyond + (without.isEmpty() || beyond.isEmpty() ? "" : "; ") + without;
  }
}
