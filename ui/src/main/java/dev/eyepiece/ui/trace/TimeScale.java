package dev.eyepiece.ui.trace;

import java.util.ArrayList;
import java.util.List;

/**
 * Which stretch of time lies over which stretch of pixels. One list of ticks serves grid lines and
 * labels. Immutable.
 *
 * @param from left edge, nanoseconds since the trace's start
 * @param to right edge, after {@code from}
 * @param total the trace's duration, to which the scale keeps
 * @param width pixels, at least 1
 */
public record TimeScale(double from, double to, double total, double width) {
  /** The shortest stretch that is shown: below it one nanosecond would be wider than a bar. */
  private static final double SHORTEST = 20;

  private static final double[] STEPS = {1, 2, 5, 10};

  /** A grid line and its label's place. */
  public record Tick(double nano, double x) {}

  /** The whole trace; one without length gets a microsecond, so that there is something to draw. */
  public static TimeScale whole(double total, double width) {
    double length = total <= 0 ? 1000 : total;
    return new TimeScale(0, length, length, Math.max(1, width));
  }

  public TimeScale withWidth(double pixels) {
    return new TimeScale(from, to, total, Math.max(1, pixels));
  }

  /** The same stretch within a trace that has grown; a whole one stays whole. */
  public TimeScale withTotal(double newTotal) {
    return isWhole() ? whole(newTotal, width) : new TimeScale(from, to, newTotal, width);
  }

  public boolean isWhole() {
    return from <= 0 && to >= total;
  }

  public double length() {
    return to - from;
  }

  public double x(double nano) {
    return (nano - from) / (to - from) * width;
  }

  public double nano(double x) {
    return from + x / width * (to - from);
  }

  /**
   * Zooms so that the time under a pixel stays there.
   *
   * @param factor below 1 shows less time
   */
  public TimeScale zoom(double x, double factor) {
    double shortest = Math.min(SHORTEST, total);
    double length = Math.clamp(length() * factor, shortest, total);
    double start = nano(x) - x / width * length;
    return between(start, start + length);
  }

  /** Moves by a part of what is shown; to the right when positive. */
  public TimeScale pan(double part) {
    double start = from + part * length();
    return between(start, start + length());
  }

  /** Shows a stretch, moved and cut to the trace, never shorter than a few nanoseconds. */
  public TimeScale between(double start, double end) {
    double length = Math.clamp(end - start, Math.min(SHORTEST, total), total);
    double left = Math.clamp(start, 0, Math.max(0, total - length));
    return new TimeScale(left, left + length, total, width);
  }

  /** At most so many ticks at round times, left to right. */
  public List<Tick> ticks(int most) {
    double step = step(length() / most);
    List<Tick> ticks = new ArrayList<>();
    for (double k = Math.ceil(from / step); ticks.size() < most; k++) {
      double nano = k * step;
      if (nano > to) {
        break;
      }
      ticks.add(new Tick(nano, x(nano)));
    }
    return ticks;
  }

  /** The smallest of 1, 2, 5 times a power of ten that is above the given length. */
  private static double step(double least) {
    double power = Math.pow(10, Math.floor(Math.log10(least)));
    for (double factor : STEPS) {
      if (factor * power > least) {
        return factor * power;
      }
    }
    return 20 * power;
  }
}
