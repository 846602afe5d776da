package dev.eyepiece.ui.logs;

import dev.eyepiece.ui.trace.LogBody;
import dev.eyepiece.ui.trace.LogRow;

/**
 * One line of the list. Lines are all of one height, so that the list stands still whatever is
 * opened.
 */
sealed interface LogLine {

  LogRow row();

  /**
   * The line of a record.
   *
   * @param open whether what is under it is shown
   */
  record Head(LogRow row, boolean open) implements LogLine {}

  /** A line of what was opened. */
  record More(LogRow row, LogBody.Line line) implements LogLine {}
}
