package dev.eyepiece.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes the result of a SQL statement row by row. */
public interface SqlSink {

  void columns(List<String> names);

  /** The engine's names of the columns' types, such as {@code BIGINT}; told after their names. */
  default void types(List<String> types) {}

  /** Values are {@link String}, {@link Long}, {@link Double}, {@link Boolean} or null. */
  void row(List<@Nullable Object> values);

  /** Called once after the last row when the limit cut the result. */
  void cut();
}
