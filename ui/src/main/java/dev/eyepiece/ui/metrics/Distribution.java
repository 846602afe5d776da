package dev.eyepiece.ui.metrics;

/**
 * How many values lay in which ranges. Ranges grow and do not overlap; each is open below and
 * closed above, and ends are finite. Immutable by contract.
 *
 * @param lower lower ends
 * @param upper upper ends, at least the lower ones
 * @param count values in the ranges, at least 0
 * @param logarithmic whether values within a range are spread by their logarithm, as in exponential
 *     histograms, or evenly
 */
@SuppressWarnings("ArrayRecordComponent")
public record Distribution(double[] lower, double[] upper, double[] count, boolean logarithmic) {
  /** No values. */
  public static final Distribution NONE =
      new Distribution(new double[0], new double[0], new double[0], false);

  /** How many values there are. */
  public double total() {
    double total = 0;
    for (double some : count) {
      total += some;
    }
    return total;
  }

  /**
   * The value that a share of the values does not exceed, guessed within its range; NaN when there
   * are no values.
   *
   * @param share from 0 to 1
   */
  public double quantile(double share) {
    double total = total();
    if (total <= 0) {
      return Double.NaN;
    }
    double wanted = share * total;
    double before = 0;
    int last = 0;
    for (int i = 0; i < count.length; i++) {
      if (count[i] <= 0) {
        continue;
      }
      last = i;
      if (before + count[i] >= wanted) {
        return within(i, (wanted - before) / count[i]);
      }
      before += count[i];
    }
    return upper[last];
  }

  /** How many values are not above a value. */
  double upTo(double value) {
    double below = 0;
    for (int i = 0; i < count.length; i++) {
      if (upper[i] <= value) {
        below += count[i];
      } else if (lower[i] < value) {
        below += count[i] * part(i, value);
      }
    }
    return below;
  }

  private double part(int range, double value) {
    double from = lower[range];
    double to = upper[range];
    if (logarithmic && from > 0) {
      return Math.log(value / from) / Math.log(to / from);
    }
    if (logarithmic && to < 0) {
      return 1 - Math.log(value / to) / Math.log(from / to);
    }
    return (value - from) / (to - from);
  }

  private double within(int range, double part) {
    double from = lower[range];
    double to = upper[range];
    double place = Math.clamp(part, 0, 1);
    if (logarithmic && from > 0) {
      return from * Math.pow(to / from, place);
    }
    if (logarithmic && to < 0) {
      return to * Math.pow(from / to, 1 - place);
    }
    return from + (to - from) * place;
  }
}
