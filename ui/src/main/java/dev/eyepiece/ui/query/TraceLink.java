package dev.eyepiece.ui.query;

import dev.eyepiece.telemetry.TraceId;
import dev.eyepiece.ui.shell.Place;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The traces that a result speaks of. */
final class TraceLink {
  private TraceLink() {}

  /** Whether a value reads as the id of a trace: 32 hexadecimal digits that are not all zero. */
  static @Nullable TraceId of(@Nullable Object value) {
    return value instanceof String text && text.length() == 32 ? TraceId.parse(text) : null;
  }

  /** The first trace of a row, with the span that stands beside it; null for none. */
  static Place.@Nullable Trace of(QueryResult result, List<@Nullable Object> row) {
    for (Object value : row) {
      TraceId id = of(value);
      if (id != null) {
        return place(result, row, id);
      }
    }
    return null;
  }

  /** The page of a trace; with the span of the row when a column is called so. */
  static Place.Trace place(QueryResult result, List<@Nullable Object> row, TraceId id) {
    for (int i = 0; i < row.size(); i++) {
      boolean span = result.columns().get(i).name().toLowerCase(Locale.ROOT).equals("span_id");
      if (span && row.get(i) instanceof String text && text.matches("[0-9a-f]{16}")) {
        return new Place.Trace(id, Long.parseUnsignedLong(text, 16));
      }
    }
    return new Place.Trace(id, 0);
  }
}
