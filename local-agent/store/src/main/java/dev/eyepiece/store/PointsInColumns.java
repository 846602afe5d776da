package dev.eyepiece.store;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.LongBuffer;
import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what the columns of pixels of some series show, of points in any order. Done here and not
 * by SQL, since to keep the point beside an extreme costs DuckDB eight nanoseconds a point and
 * extreme, which is more than to hand the point over. For one thread.
 */
final class PointsInColumns {
  /** Of places, a power of two, of which no more than a fourth are taken. */
  private final long[] ids;

  private final @Nullable SeriesInColumns[] places;

  PointsInColumns(List<ThinningPlan.Extent> series, PixelColumns columns) {
    int size = Integer.highestOneBit(Math.max(1, series.size())) << 3;
    ids = new long[size];
    places = new SeriesInColumns[size];
    for (ThinningPlan.Extent one : series) {
      int at = place(one.id());
      ids[at] = one.id();
      places[at] = new SeriesInColumns(columns);
    }
  }

  /** Where a series is or would be; their numbers are hashes. */
  private int place(long id) {
    int at = (int) id & (ids.length - 1);
    while (places[at] != null && ids[at] != id) {
      at = (at + 1) & (ids.length - 1);
    }
    return at;
  }

  /** Takes points: their series, nanoseconds since 1970, and values, NaN where there is none. */
  void add(VectorSchemaRoot some) {
    int size = some.getRowCount();
    LongBuffer series = bytes(some.getVector(0), size).asLongBuffer();
    LongBuffer times = bytes(some.getVector(1), size).asLongBuffer();
    DoubleBuffer values = bytes(some.getVector(2), size).asDoubleBuffer();
    for (int i = 0; i < size; i++) {
      SeriesInColumns into = places[place(series.get(i))];
      if (into != null) {
        into.add(times.get(i), values.get(i));
      }
    }
  }

  private static ByteBuffer bytes(FieldVector vector, int size) {
    return vector.getDataBuffer().nioBuffer(0, size * Long.BYTES).order(ByteOrder.nativeOrder());
  }

  /** What a series shows; it is one of those that were named. */
  ThinSeries of(long id) {
    SeriesInColumns found = places[place(id)];
    if (found == null) {
      throw new IllegalArgumentException("no series " + id + "; expected one that is thinned");
    }
    return found.thin();
  }
}
