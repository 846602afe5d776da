package dev.eyepiece.ottl.regex;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Finds text that is in every match of a pattern, to be looked for first. */
final class Literals {
  private static final int MAX_LENGTH = 32;
  private static final int REPLACEMENT = 0xFFFD;

  private final StringBuilder run = new StringBuilder();
  private String longest = "";
  private @Nullable String prefix;
  private boolean exact = true;

  private Literals() {}

  /**
   * What every match has.
   *
   * @param prefix what it starts with; {@code null} when that is nothing certain
   * @param inside some text in it, which may be the prefix; {@code null} when there is none
   * @param whole whether the prefix is all of it
   */
  record Found(@Nullable Needle prefix, @Nullable Needle inside, boolean whole) {}

  static Found of(Re tree) {
    Literals literals = new Literals();
    literals.walk(tree);
    literals.endRun();
    String prefix = literals.prefix;
    boolean whole = literals.exact && prefix != null && !prefix.isEmpty();
    return new Found(needle(prefix), needle(literals.longest), whole);
  }

  private static @Nullable Needle needle(@Nullable String text) {
    return text == null || text.isEmpty()
        ? null
        : new Needle(text.getBytes(StandardCharsets.UTF_8));
  }

  private void endRun() {
    if (prefix == null) {
      prefix = run.toString();
    }
    if (run.length() > longest.length()) {
      longest = run.toString();
    }
    run.setLength(0);
  }

  private void breakRun() {
    exact = false;
    endRun();
  }

  private void walk(Re tree) {
    switch (tree) {
      case Re.Empty empty -> {}
      case Re.Look look -> exact = false;
      case Re.Chars(CharSet set) -> {
        int only = set.only();
        // A byte that is no UTF-8 matches U+FFFD too.
        if (only >= 0 && only != REPLACEMENT && !isSurrogate(only) && run.length() < MAX_LENGTH) {
          run.appendCodePoint(only);
        } else {
          breakRun();
        }
      }
      case Re.Group group -> walk(group.inner());
      case Re.Concat concat -> concat.parts().forEach(this::walk);
      case Re.Alternate alternate -> breakRun();
      case Re.Repeat repeat -> {
        if (repeat.least() > 0) {
          walk(repeat.inner());
        }
        breakRun();
      }
    }
  }

  private static boolean isSurrogate(int c) {
    return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
  }

  /** Whether every match starts at the beginning of the text. */
  static boolean startsAtBeginning(Re tree) {
    return switch (tree) {
      case Re.Look look -> look.edge() == Re.Edge.BEGIN_TEXT;
      case Re.Group group -> startsAtBeginning(group.inner());
      case Re.Concat concat -> startsAtBeginning(concat.parts().getFirst());
      case Re.Alternate alternate ->
          alternate.choices().stream().allMatch(Literals::startsAtBeginning);
      case Re.Repeat repeat -> repeat.least() > 0 && startsAtBeginning(repeat.inner());
      default -> false;
    };
  }
}
