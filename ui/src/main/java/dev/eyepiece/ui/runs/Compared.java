package dev.eyepiece.ui.runs;

import dev.eyepiece.agent.RunComparison;

/** How far a comparison of two runs is. */
sealed interface Compared {
  /** None is asked for: there is no run chosen, or no other. */
  record Nothing() implements Compared {}

  record Asking() implements Compared {}

  /**
   * What differs.
   *
   * @param old whether more came for one of them since
   */
  record Done(RunComparison of, boolean old) implements Compared {}

  record Failed(String why) implements Compared {}
}
