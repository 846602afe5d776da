package dev.eyepiece.stacks;

import java.util.BitSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What somebody typed to find functions: a regular expression that is found anywhere in a name;
 * text that is none is looked for as it stands. Upper and lower case are the same unless the text
 * holds an upper-case letter. Immutable.
 */
public final class FramePattern {
  private static final int MAX_STEPS_A_NAME = 1 << 20;

  private final String text;
  private final boolean literal;
  private final Pattern pattern;

  private FramePattern(String text, boolean literal, Pattern pattern) {
    this.text = text;
    this.literal = literal;
    this.pattern = pattern;
  }

  public static FramePattern of(String text) {
    int flags =
        text.chars().anyMatch(Character::isUpperCase)
            ? 0
            : Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
    try {
      return new FramePattern(text, false, Pattern.compile(text, flags));
    } catch (PatternSyntaxException e) {
      return new FramePattern(text, true, Pattern.compile(text, flags | Pattern.LITERAL));
    }
  }

  /** Whether the text is no regular expression, so that it is looked for as it stands. */
  public boolean isLiteral() {
    return literal;
  }

  /**
   * Which of the frames match.
   *
   * @throws IllegalArgumentException when the expression takes far too long on a name, as some with
   *     nested repetitions do
   */
  public BitSet matching(List<Frame> frames) {
    BitSet set = new BitSet(frames.size());
    for (int i = 0; i < frames.size(); i++) {
      if (pattern.matcher(new Bounded(frames.get(i).name(), this)).find()) {
        set.set(i);
      }
    }
    return set;
  }

  @Override
  public String toString() {
    return literal ? '"' + text + '"' : "/" + text + "/";
  }

  /** A name that may be looked at only so often. */
  private static final class Bounded implements CharSequence {
    private final String name;
    private final FramePattern pattern;
    private int steps;

    Bounded(String name, FramePattern pattern) {
      this.name = name;
      this.pattern = pattern;
    }

    @Override
    public char charAt(int index) {
      if (++steps > MAX_STEPS_A_NAME) {
        throw new IllegalArgumentException(
            pattern + " takes too long to match; expected one without nested repetitions");
      }
      return name.charAt(index);
    }

    @Override
    public int length() {
      return name.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return name.substring(start, end);
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
