package dev.eyepiece.profiler.unwind;

/** Why a stack has no more frames; the numbers are those of {@code enum stack_end}. */
public enum StackEnd {
  /** It has all its frames. */
  ROOT(1),
  /** It has more frames than are taken. */
  DEEP(2),
  NO_MAPPING(3),
  NO_RULE(4),
  UNREADABLE(5);

  private final int number;

  StackEnd(int number) {
    this.number = number;
  }

  public static StackEnd of(int number) {
    for (StackEnd end : values()) {
      if (end.number == number) {
        return end;
      }
    }
    return NO_RULE;
  }
}
