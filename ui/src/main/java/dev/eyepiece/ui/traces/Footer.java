package dev.eyepiece.ui.traces;

import dev.eyepiece.ui.theme.Formats;

/** The sentence below the list. */
final class Footer {
  private Footer() {}

  /** How many are shown of how many, over what they are sorted, and how many spans match. */
  static String of(long shown, Listing listing) {
    long traces = listing.list().traces();
    String first = shown >= traces ? "" : "first ";
    return first
        + Formats.count(Math.min(shown, traces))
        + " of "
        + Formats.count(traces)
        + (traces == 1 ? " trace" : " traces")
        + ", sorted over all · "
        + Formats.count(listing.list().matchingSpans())
        + " of "
        + Formats.count(listing.spansInRange())
        + " spans match";
  }
}
