package dev.eyepiece.ui.query;

import dev.eyepiece.store.SqlSink;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps what a statement gives, up to a bound of text. For one thread. */
final class ResultSink implements SqlSink {
  /** Characters of all texts together; a character takes one or two bytes. */
  static final long MOST_TEXT = 64L << 20;

  private final long mostText;
  private final List<List<@Nullable Object>> rows = new ArrayList<>();
  private List<String> names = List.of();
  private List<String> types = List.of();
  private long text;
  private boolean cut;

  ResultSink(long mostText) {
    this.mostText = mostText;
  }

  @Override
  public void columns(List<String> all) {
    names = List.copyOf(all);
  }

  @Override
  public void types(List<String> all) {
    types = List.copyOf(all);
  }

  @Override
  public void row(List<@Nullable Object> values) {
    for (Object value : values) {
      text += value instanceof String string ? string.length() : Long.BYTES;
    }
    if (text <= mostText) {
      rows.add(Collections.unmodifiableList(values));
    }
  }

  @Override
  public void cut() {
    cut = true;
  }

  List<Column> columns() {
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      columns.add(new Column(names.get(i), i < types.size() ? types.get(i) : ""));
    }
    return List.copyOf(columns);
  }

  QueryResult result(String statement, long tookNanos, QueryResult.@Nullable Order order) {
    boolean full = text > mostText;
    return QueryResult.of(
        statement, columns(), List.copyOf(rows), cut || full, full, tookNanos, order);
  }
}
