package dev.eyepiece.ui.query;

/** How it stands with the last statement. */
sealed interface QueryState {

  /** Nothing was run yet. */
  record Idle() implements QueryState {}

  /**
   * It runs.
   *
   * @param sinceNanos by the monotonic clock
   */
  record Running(long sinceNanos) implements QueryState {}

  /** It gave rows, perhaps none. */
  record Done(QueryResult result) implements QueryState {}

  /**
   * It failed.
   *
   * @param where line and column, counted from 1; empty when it is not known
   */
  record Failed(String problem, String where) implements QueryState {}

  /** It was ended before it gave all. */
  record Stopped(String why) implements QueryState {}
}
