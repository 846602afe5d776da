package dev.eyepiece.ui.query;

import dev.eyepiece.ui.theme.Formats;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a statement gave. Immutable by contract.
 *
 * @param rows values are {@link String}, {@link Long}, {@link Double}, {@link Boolean} or null
 * @param cut whether there are more rows
 * @param full whether texts were so long that no more rows were kept
 * @param tookNanos from asking to the last row
 * @param order the column that the rows are sorted by; null for the statement's own order
 * @param longest characters of the longest value of each column in the first rows, or of its name
 */
record QueryResult(
    String statement,
    List<Column> columns,
    List<List<@Nullable Object>> rows,
    boolean cut,
    boolean full,
    long tookNanos,
    @Nullable Order order,
    List<Integer> longest) {
  private static final int LOOKED_AT = 100;

  /** Looks at the texts too, which takes a moment: not for the FX thread. */
  static QueryResult of(
      String statement,
      List<Column> columns,
      List<List<@Nullable Object>> rows,
      boolean cut,
      boolean full,
      long tookNanos,
      @Nullable Order order) {
    List<Integer> longest = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      int most = columns.get(i).name().length();
      for (int row = 0; row < Math.min(LOOKED_AT, rows.size()); row++) {
        Object value = rows.get(row).get(i);
        most = Math.max(most, value == null ? 4 : text(value).length());
      }
      longest.add(most);
    }
    return new QueryResult(
        statement, columns, rows, cut, full, tookNanos, order, List.copyOf(longest));
  }

  /**
   * An order of rows.
   *
   * @param column counted from 0
   */
  record Order(int column, boolean descending) {}

  /** The same rows in an order; those without a value are last. */
  QueryResult sorted(Order by) {
    boolean numbers = columns.get(by.column()).isNumber();
    List<List<@Nullable Object>> all = new ArrayList<>(rows);
    all.sort((a, b) -> compare(a.get(by.column()), b.get(by.column()), numbers, by.descending()));
    return new QueryResult(statement, columns, List.copyOf(all), cut, full, tookNanos, by, longest);
  }

  private static int compare(
      @Nullable Object a, @Nullable Object b, boolean numbers, boolean descending) {
    if (a == null) {
      return b == null ? 0 : 1;
    }
    if (b == null) {
      return -1;
    }
    int order = numbers ? numbers(a, b) : text(a).compareTo(text(b));
    return descending ? -order : order;
  }

  /** Numbers that no primitive type holds come as text. */
  private static int numbers(Object a, Object b) {
    if (a instanceof Long one && b instanceof Long other) {
      return Long.compare(one, other);
    }
    return a instanceof Double one && b instanceof Double other
        ? Double.compare(one, other)
        : new BigDecimal(a.toString()).compareTo(new BigDecimal(b.toString()));
  }

  static String text(Object value) {
    return value instanceof Double number ? plain(number) : value.toString();
  }

  private static String plain(double number) {
    boolean simple = Double.isFinite(number) && Math.abs(number) < 1e15 && Math.abs(number) >= 1e-6;
    return simple
        ? BigDecimal.valueOf(number).stripTrailingZeros().toPlainString()
        : number == 0 ? "0" : Double.toString(number);
  }

  /** How many rows there are, and what is missing. */
  String said() {
    String time = Formats.duration(tookNanos);
    String count = Formats.count(rows.size()) + (rows.size() == 1 ? " row" : " rows");
    String sorted = order == null ? "" : ", sorted by " + columns.get(order.column()).name();
    if (full) {
      return "the first "
          + count
          + " of more: the rest would take too much memory"
          + sorted
          + " · "
          + time;
    }
    return cut
        ? "the first "
            + count
            + " of more"
            + sorted
            + (order == null ? "" : " over all")
            + " · "
            + time
        : count + sorted + " · " + time;
  }
}
