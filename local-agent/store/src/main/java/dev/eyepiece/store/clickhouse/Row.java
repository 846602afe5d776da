package dev.eyepiece.store.clickhouse;

import com.clickhouse.client.api.data_formats.ClickHouseBinaryFormatReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** The current row of a result; columns count from 1. */
final class Row {
  private final ClickHouseBinaryFormatReader reader;

  Row(ClickHouseBinaryFormatReader reader) {
    this.reader = reader;
  }

  boolean isNull(int column) {
    return !reader.hasValue(column);
  }

  /** Empty for null. */
  String text(int column) {
    return isNull(column) ? "" : reader.getString(column);
  }

  /** Zero for null. */
  long number(int column) {
    return isNull(column) ? 0 : reader.getLong(column);
  }

  OptionalDouble real(int column) {
    return isNull(column) ? OptionalDouble.empty() : OptionalDouble.of(reader.getDouble(column));
  }

  @Nullable Object value(int column) {
    return isNull(column) ? null : reader.readValue(column);
  }

  List<String> texts(int column) {
    List<String> texts = new ArrayList<>();
    for (Object value : reader.getList(column)) {
      texts.add(String.valueOf(value));
    }
    return texts;
  }

  long[] numbers(int column) {
    List<Number> list = reader.getList(column);
    return list.stream().mapToLong(Number::longValue).toArray();
  }

  double[] reals(int column) {
    List<Number> list = reader.getList(column);
    return list.stream().mapToDouble(Number::doubleValue).toArray();
  }

  Map<?, ?> map(int column) {
    return reader.<Map<?, ?>>readValue(column);
  }

  List<Map<?, ?>> maps(int column) {
    return reader.getList(column);
  }
}
