package dev.eyepiece.ui.list;

import dev.eyepiece.ui.theme.Formats;
import java.time.ZoneId;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How old what a list shows is, while more comes: on a host in trouble a question may take a
 * minute, and the rows look as fresh as ever. FX thread only.
 */
final class AnswerAge {
  /** What is younger is as fresh as a list that asks once a second can look. */
  static final long WORTH_SAYING_NANOS = 5_000_000_000L;

  private final LongSupplier unixNano;
  private final LongSupplier nanoTime;
  private final LongSupplier generation;
  private @Nullable Asked asking;
  private @Nullable Asked shown;

  /** When a question was asked, and of what. */
  private record Asked(long unixNano, long nanos, long generation) {}

  /**
   * @param unixNano the wall clock
   * @param nanoTime a monotonic clock
   * @param generation of the telemetry, another one when more came
   */
  AnswerAge(LongSupplier unixNano, LongSupplier nanoTime, LongSupplier generation) {
    this.unixNano = unixNano;
    this.nanoTime = nanoTime;
    this.generation = generation;
  }

  /** The list is asked for; an answer is as old as its question. */
  void asked() {
    asking = new Asked(unixNano.getAsLong(), nanoTime.getAsLong(), generation.getAsLong());
  }

  /** What was asked for last is shown. */
  void answered() {
    shown = asking;
    asking = null;
  }

  /** What was asked for last is not shown: it failed, or nobody wants it any more. */
  void gaveUp() {
    asking = null;
  }

  /** {@code as of 14:03:10, asking…}; empty while the answer is fresh or nothing came since. */
  String sentence(ZoneId zone) {
    Asked answer = shown;
    if (answer == null
        || nanoTime.getAsLong() - answer.nanos() < WORTH_SAYING_NANOS
        || generation.getAsLong() == answer.generation()) {
      return "";
    }
    return "as of " + Formats.clock(answer.unixNano(), zone) + (asking == null ? "" : ", asking…");
  }
}
