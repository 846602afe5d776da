package dev.eyepiece.ui.trace;

import java.util.function.ToDoubleFunction;

/** Cuts text in the middle, where names differ least. */
public final class MiddleCut {
  private static final String ELLIPSIS = "…";

  private MiddleCut() {}

  /**
   * The text, or as much of its ends as fits with an ellipsis between them; empty when not even
   * that fits.
   *
   * @param width the most that the result may measure
   * @param measure width of a text, growing with it
   */
  public static String cut(String text, double width, ToDoubleFunction<String> measure) {
    if (measure.applyAsDouble(text) <= width) {
      return text;
    }
    if (measure.applyAsDouble(ELLIPSIS) > width) {
      return "";
    }
    int low = 0;
    int high = text.length() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (measure.applyAsDouble(keep(text, middle)) <= width) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return keep(text, low);
  }

  /** Keeps so many chars, the odd one at the front, and no half of a surrogate pair. */
  private static String keep(String text, int chars) {
    int head = (chars + 1) / 2;
    int tail = text.length() - chars / 2;
    if (head > 0 && Character.isHighSurrogate(text.charAt(head - 1))) {
      head--;
    }
    if (tail < text.length() && Character.isLowSurrogate(text.charAt(tail))) {
      tail++;
    }
    return text.substring(0, head) + ELLIPSIS + text.substring(tail);
  }
}
