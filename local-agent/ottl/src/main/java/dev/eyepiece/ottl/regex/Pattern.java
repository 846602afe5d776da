package dev.eyepiece.ottl.regex;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression of RE2's syntax, with the meaning that Go gives it: of the matches that
 * start first the one that a backtracking search would come to. Texts are UTF-8; a byte that is
 * none counts as U+FFFD. Time is linear in the text, whatever the pattern. Safe for use by several
 * threads.
 */
public final class Pattern {
  private final List<@Nullable String> names;
  private final Literals.Found literals;
  private final boolean atBeginning;
  private final Program program;
  private final Dfa forward;
  private final Re tree;
  private volatile @Nullable Dfa backward;
  private final boolean @Nullable [] firstBytes;

  private Pattern(PatternParser.Parsed parsed) {
    names = parsed.names();
    literals = Literals.of(parsed.tree());
    atBeginning = Literals.startsAtBeginning(parsed.tree());
    program = Program.of(parsed.tree(), false);
    forward = new Dfa(program, false);
    tree = parsed.tree();
    firstBytes = FirstBytes.of(program);
  }

  /**
   * Compiles a pattern.
   *
   * @throws RegexSyntaxException for one that is not of the syntax or too large
   */
  public static Pattern compile(String pattern) throws RegexSyntaxException {
    return new Pattern(PatternParser.parse(pattern));
  }

  /** Names of the groups by their number, {@code null} for one without; the first is the match. */
  public List<@Nullable String> names() {
    return names;
  }

  /** Whether there is a match anywhere. */
  public boolean find(byte[] text) {
    int start = candidate(text, 0);
    if (start < 0) {
      return false;
    }
    if (literals.whole()) {
      return true;
    }
    int end = end(text, start, atBeginning, true);
    return end == Dfa.GAVE_UP
        ? PikeMachine.groups(program, text, start, atBeginning, 1) != null
        : end >= 0;
  }

  /**
   * Finds the first match from a place on; what is before it is looked at by {@code \b} and its
   * like.
   *
   * @param place takes where the match starts and ends, in bytes
   */
  public boolean find(byte[] text, int from, int[] place) {
    int start = candidate(text, from);
    if (start < 0) {
      return false;
    }
    if (literals.whole()) {
      place[0] = start;
      place[1] = start + length(literals.prefix());
      return true;
    }
    // Nothing matches before the candidate: what matches there is the first match.
    int end = end(text, start, true, false);
    if (end >= 0) {
      place[0] = start;
      place[1] = end;
      return true;
    }
    if (end == Dfa.NONE && !atBeginning) {
      Needle prefix = literals.prefix();
      if (prefix != null) {
        start = prefix.in(text, start + 1);
      }
      end = start < 0 ? Dfa.NONE : end(text, start, false, false);
    }
    if (end == Dfa.NONE) {
      return false;
    }
    int first = start;
    if (end >= 0) {
      Dfa starts = backward();
      first = starts.isUsable() ? starts.start(text, start, end) : Dfa.GAVE_UP;
    }
    if (end == Dfa.GAVE_UP || first == Dfa.GAVE_UP) {
      int[] groups = PikeMachine.groups(program, text, start, atBeginning, 1);
      if (groups == null) {
        return false;
      }
      first = groups[0];
      end = groups[1];
    }
    place[0] = first;
    place[1] = end;
    return true;
  }

  /**
   * The groups of the first match from a place on.
   *
   * @return where each group starts and ends in bytes, -1 for those that are not in the match;
   *     {@code null} when there is no match
   */
  public int @Nullable [] groups(byte[] text, int from) {
    int[] place = new int[2];
    if (!find(text, from, place)) {
      return null;
    }
    int count = names.size();
    if (count == 1) {
      return place;
    }
    return Backtracker.isFor(program, place[0], place[1])
        ? Backtracker.groups(program, text, place[0], place[1], count)
        : PikeMachine.groups(program, text, place[0], true, count);
  }

  private static int length(@Nullable Needle needle) {
    return needle == null ? 0 : needle.length();
  }

  /** Many patterns never need it. */
  private Dfa backward() {
    Dfa there = backward;
    if (there == null) {
      there = new Dfa(Program.of(tree, true), true);
      backward = there;
    }
    return there;
  }

  private int end(byte[] text, int from, boolean anchored, boolean any) {
    return forward.isUsable() ? forward.end(text, from, anchored, any) : Dfa.GAVE_UP;
  }

  /** The first place where a match may start; -1 when there is none. */
  private int candidate(byte[] text, int from) {
    if (atBeginning && from > 0) {
      return -1;
    }
    Needle prefix = literals.prefix();
    Needle inside = literals.inside();
    if (inside != null && inside != prefix && inside.in(text, from) < 0) {
      return -1;
    }
    if (atBeginning) {
      return from;
    }
    if (prefix != null) {
      return prefix.in(text, from);
    }
    boolean[] first = firstBytes;
    if (first == null) {
      return from;
    }
    for (int at = from; at < text.length; at++) {
      if (first[text[at] & 0xff]) {
        return at;
      }
    }
    return -1;
  }
}
