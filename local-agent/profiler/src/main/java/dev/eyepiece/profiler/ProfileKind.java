package dev.eyepiece.profiler;

/** What a host profile counts. */
public enum ProfileKind {
  /** Ticks of a clock on each processor: what runs. */
  CPU("cpu"),
  /** Time between leaving a processor to block and coming back: what waits. */
  OFF_CPU("off-cpu");

  private final String word;

  ProfileKind(String word) {
    this.word = word;
  }

  /** What a user writes. */
  public String word() {
    return word;
  }
}
