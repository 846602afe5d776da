package dev.eyepiece.ottl.processor;

import dev.eyepiece.telemetry.TelemetryTree;
import org.jspecify.annotations.Nullable;

/** A compiled processor for one signal. */
interface Processor {
  /**
   * Changes a batch in place.
   *
   * @return whether anything is left of it
   * @throws RunException when the batch is refused; what was changed before stays changed
   */
  boolean process(TelemetryTree tree, Run run) throws RunException;

  /** Whether it has nothing to do for any batch. */
  boolean isIdle();

  /** Runs a batch and counts into a tally. */
  default boolean process(TelemetryTree tree, Tally tally, @Nullable Observer observer)
      throws RunException {
    return process(tree, new Run(tally, observer));
  }
}
