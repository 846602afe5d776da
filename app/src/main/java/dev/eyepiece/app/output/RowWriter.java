package dev.eyepiece.app.output;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Prints rows. Values are what JSON has: {@link java.util.Map}, {@link List}, {@link String},
 * {@link Number}, {@link Boolean} and null.
 */
public interface RowWriter {

  /** Said once, before the first row. */
  void columns(List<String> names);

  void row(List<? extends @Nullable Object> values);

  /** Prints what was kept back. */
  void end();
}
