package dev.eyepiece.ui.traces;

import java.util.List;

/** What takes the place of the list, if not the list itself. */
sealed interface ListState {

  /** The first answer is not here yet. */
  record Waiting() implements ListState {}

  record Shown() implements ListState {}

  /** No span is held at all. */
  record NothingReceived() implements ListState {}

  /**
   * Spans are held, and none matches.
   *
   * @param before traces in the range without the search
   * @param drops ways out, the one that brings most back first
   * @param ranged whether a time range may be what hides them
   * @param boxed whether a box over durations may be what hides them
   */
  record NoMatch(
      String search, long before, List<Listing.Drop> drops, boolean ranged, boolean boxed)
      implements ListState {}

  /** One sentence fit to be shown. */
  record Failed(String message) implements ListState {}
}
