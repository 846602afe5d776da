package dev.eyepiece.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which series have more points than a picture can show. */
public final class ThinningPlan {
  private final @Nullable PixelColumns columns;
  private final List<Extent> whole;
  private final List<Extent> thinned;

  /**
   * How many points a series has, and from when to when.
   *
   * @param first nanoseconds since 1970
   * @param last nanoseconds since 1970
   * @param isNumbers whether it is a gauge or sum
   */
  public record Extent(long id, long points, long first, long last, boolean isNumbers) {}

  public ThinningPlan(List<Extent> series, Picture picture) {
    long first = series.stream().mapToLong(Extent::first).min().orElse(0);
    long last = series.stream().mapToLong(Extent::last).max().orElse(0);
    TimeRange edges = picture.edges().of(first, last);
    PixelColumns all = PixelColumns.of(picture.columns(), edges.fromUnixNano(), edges.toUnixNano());
    thinned =
        series.stream()
            .filter(one -> all != null && one.isNumbers() && all.areExceededBy(one.points()))
            .toList();
    whole = series.stream().filter(one -> !thinned.contains(one)).toList();
    columns = thinned.isEmpty() ? null : all;
  }

  /** Those of which all points are to be read. */
  public List<Extent> whole() {
    return whole;
  }

  /** Those of which what the columns show is to be read. */
  public List<Extent> thinned() {
    return thinned;
  }

  /** The columns of the picture; {@code null} when no series is thinned. */
  public @Nullable PixelColumns columns() {
    return columns;
  }

  /** Where the first points of some series lie. */
  public static TimeRange firsts(List<Extent> series) {
    long first = series.stream().mapToLong(Extent::first).min().orElse(0);
    long last = series.stream().mapToLong(Extent::first).max().orElse(0);
    return new TimeRange(first, last == Long.MAX_VALUE ? last : last + 1);
  }
}
