package dev.eyepiece.store;

import java.util.Map;
import java.util.Optional;

/**
 * What a store keeps of answers, most of them about its settled windows, so that a list that is
 * asked for again reads only what came since. Bounded; thread-safe.
 */
final class SettledAnswers {
  private static final int MOST = 256;
  private static final int MOST_FACETS = 64;

  private static final int MOST_SELECTIONS = 4;
  private static final int MOST_SCANS = 8;

  /** One of all time, and one of a range. */
  private static final int MOST_CROSSINGS = 2;

  final KeptAnswers<Long> counts = new KeptAnswers<>(MOST);
  final KeptAnswers<TraceTotals> totals = new KeptAnswers<>(MOST);

  /** Values and their counts; empty where there are too many. */
  final KeptAnswers<Optional<Map<String, Long>>> facets = new KeptAnswers<>(MOST_FACETS);

  /** How far it was looked for the newest traces that match. */
  final KeptAnswers<MatchScan.Reached> newest = new KeptAnswers<>(MOST_SCANS);

  /** Fields that were found to have many values. */
  final KeptAnswers<Boolean> manyValued = new KeptAnswers<>(MOST);

  /** What structural searches selected, of all records of a snapshot. */
  final KeptAnswers<long[]> selections = new KeptAnswers<>(MOST_SELECTIONS);

  final KeptAnswers<Crossings> crossings = new KeptAnswers<>(MOST_CROSSINGS);
}
