package dev.eyepiece.ui.logs;

/** What takes the place of the list, if not the list itself. */
sealed interface LogState {

  /** The first answer is not here yet. */
  record Waiting() implements LogState {}

  record Shown() implements LogState {}

  /** No log record is held at all. */
  record NothingReceived() implements LogState {}

  /**
   * Records are held, and none matches.
   *
   * @param held records in the range without the search
   * @param ranged whether a time range may be what hides them
   */
  record NoMatch(String search, long held, boolean ranged) implements LogState {}

  /** One sentence fit to be shown. */
  record Failed(String message) implements LogState {}
}
