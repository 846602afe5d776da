package dev.eyepiece.agent;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What differs between two runs.
 *
 * @param services those of either run with all of their spans, the ones whose 95th percentile grew
 *     most first; their name is empty
 * @param operations those of either run, in the same order
 * @param newErrors errors that only the second run has, the most frequent first
 * @param newKeys attribute keys of spans that only the second run has, in order
 * @param goneKeys those that only the first one has
 */
public record RunComparison(
    RunSummary before,
    RunSummary after,
    List<Operation> services,
    List<Operation> operations,
    List<NewError> newErrors,
    List<String> newKeys,
    List<String> goneKeys) {

  /** Spans of one service and name; null where a run has none. */
  public record Operation(
      String service, String name, @Nullable Figures before, @Nullable Figures after) {

    /** How much longer the 95th percentile is, nanoseconds; 0 where one has none. */
    public long slower() {
      return before == null || after == null ? 0 : after.p95Nano() - before.p95Nano();
    }
  }

  /** Figures of durations. */
  public record Figures(long spans, long errors, long p50Nano, long p95Nano) {}

  /**
   * An error.
   *
   * @param what the text of the status, else {@code error.type}, else empty
   */
  public record NewError(String service, String name, String what, long spans) {}
}
