package dev.eyepiece.ui.traces;

import dev.eyepiece.ui.theme.Formats;

/** The sentence below the list. */
final class Footer {
  private Footer() {}

  /** How many are shown of how many, over what they are sorted, and how many spans match. */
  static String of(long shown, Listing listing) {
    Counted counted = listing.counted();
    if (counted == null) {
      return "first " + Formats.count(shown) + " of … traces, sorted over all · counting";
    }
    long traces = counted.totals().traces();
    return (shown >= traces ? "" : "first ")
        + Formats.count(Math.min(shown, traces))
        + " of "
        + Formats.count(traces)
        + (traces == 1 ? " trace" : " traces")
        + ", sorted over all · "
        + Formats.count(counted.totals().matchingSpans())
        + " of "
        + Formats.count(counted.spansInRange())
        + " spans match";
  }
}
