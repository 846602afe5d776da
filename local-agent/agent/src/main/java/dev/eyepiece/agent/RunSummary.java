package dev.eyepiece.agent;

/**
 * A run, as far as it is held.
 *
 * @param name what its telemetry carries in {@link Runs#RUN_NAME}; of a marked run its own
 * @param note what is known beside its telemetry
 * @param pinned whether it stays when the oldest goes for room
 * @param errors spans whose status is an error
 * @param points data points of metrics
 * @param samples samples of profiles
 * @param fromUnixNano when it began: its command or its first record, whichever was first
 * @param toUnixNano when it ended, or its last record did, whichever was last
 */
public record RunSummary(
    String name,
    RunNote note,
    boolean pinned,
    long spans,
    long errors,
    long logs,
    long points,
    long samples,
    long fromUnixNano,
    long toUnixNano) {

  /** What people call it; the name until they say otherwise. */
  public String label() {
    return note.label().isEmpty() ? name : note.label();
  }

  /** Records of all signals. */
  public long records() {
    return spans + logs + points + samples;
  }
}
