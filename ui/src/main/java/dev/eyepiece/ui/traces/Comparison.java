package dev.eyepiece.ui.traces;

import dev.eyepiece.store.TraceBounds;
import java.util.List;

/**
 * What differs between the traces in a box and the others that match.
 *
 * @param boxTraces traces in the box
 * @param restTraces traces that match and are not in the box
 * @param boxSampled how many of the box were looked into
 * @param restSampled how many of the others were looked into
 * @param cut whether a sample had more spans than were read
 * @param differences the greatest first
 */
record Comparison(
    TraceBounds bounds,
    long boxTraces,
    long restTraces,
    int boxSampled,
    int restSampled,
    boolean cut,
    List<Difference> differences) {

  /** The share of the box's sample that has a value, from 0 to 1. */
  double boxShare(Difference difference) {
    return boxSampled == 0 ? 0 : (double) difference.inBox() / boxSampled;
  }

  double restShare(Difference difference) {
    return restSampled == 0 ? 0 : (double) difference.inRest() / restSampled;
  }
}
