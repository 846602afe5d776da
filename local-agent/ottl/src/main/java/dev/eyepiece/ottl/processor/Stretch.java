package dev.eyepiece.ottl.processor;

/** Statements in a row, run on the record at hand. */
interface Stretch {
  /**
   * Runs them.
   *
   * @throws RunException for an error that the mode does not pass over
   */
  void run(Run run, ErrorMode mode) throws RunException;
}
