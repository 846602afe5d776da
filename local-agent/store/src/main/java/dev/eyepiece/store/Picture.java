package dev.eyepiece.store;

/**
 * What series are to be drawn in.
 *
 * @param columns of pixels, at least 1
 * @param edges where the picture begins and ends
 */
public record Picture(int columns, Edges edges) {

  /** The edges of a picture, which may depend on where its points lie. */
  public interface Edges {
    /**
     * The left and the right edge.
     *
     * @param first the moment of the first point of all series, nanoseconds since 1970
     * @param last that of the last one
     */
    TimeRange of(long first, long last);
  }

  public Picture {
    if (columns < 1) {
      throw new IllegalArgumentException(columns + " columns; expected 1 or more");
    }
  }
}
