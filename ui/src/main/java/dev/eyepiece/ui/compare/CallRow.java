package dev.eyepiece.ui.compare;

/**
 * Spans of two traces that are the same call: same service and operation below the same callers.
 *
 * @param depth callers above it
 * @param service empty for spans that named none
 * @param left of the first trace
 * @param right of the second trace
 */
public record CallRow(int depth, String service, String name, Side left, Side right) {

  /**
   * What one trace has of it.
   *
   * @param nano their durations, added up; what runs at the same time counts in full
   * @param spanId one of them, 0 for none
   */
  public record Side(int spans, int errors, long nano, long spanId) {
    static final Side NONE = new Side(0, 0, 0, 0);
  }

  public Verdict verdict() {
    return Verdict.of(left.spans(), right.spans(), left.nano(), right.nano());
  }

  /** How much longer it took in the second trace, nanoseconds; below 0 for less long. */
  public long difference() {
    return right.nano() - left.nano();
  }
}
