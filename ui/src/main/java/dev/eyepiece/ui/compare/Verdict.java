package dev.eyepiece.ui.compare;

/** How the same call of two traces differs. */
public enum Verdict {
  ONLY_LEFT("only in A"),
  ONLY_RIGHT("only in B"),
  SLOWER("slower in B"),
  FASTER("faster in B"),
  SAME("alike");

  /** Less than this is noise, whatever share it is of a short call; nanoseconds. */
  private static final long NOISE = 100_000;

  /** Less than a tenth is noise, too. */
  private static final long PART = 10;

  private final String title;

  Verdict(String title) {
    this.title = title;
  }

  public String title() {
    return title;
  }

  /** By how often the call stands in both, and how long it took in all, nanoseconds. */
  public static Verdict of(long leftSpans, long rightSpans, long leftNano, long rightNano) {
    if (rightSpans == 0) {
      return ONLY_LEFT;
    }
    if (leftSpans == 0) {
      return ONLY_RIGHT;
    }
    long more = rightNano - leftNano;
    long least = Math.max(NOISE, Math.min(leftNano, rightNano) / PART);
    return more >= least ? SLOWER : -more >= least ? FASTER : SAME;
  }
}
