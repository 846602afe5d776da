package dev.eyepiece.ottl.regex;

import dev.eyepiece.ottl.regex.Program.Side;

/**
 * Runs a program a character at a time, with states that are made when they are first come to. Safe
 * for use by several threads: transitions are read without a lock, and a state that is not known
 * yet is made under one.
 */
final class Dfa {
  static final int NONE = -1;

  /** What a search answers when states are not worth their making: another way must be taken. */
  static final int GAVE_UP = -2;

  /** States that were thrown away must have served for so many characters each. */
  private static final int LEAST_USE = 10;

  private final Program program;
  private final Alphabet alphabet;
  private final boolean longest;
  private volatile DfaStates states;

  /**
   * States of a program.
   *
   * @param longest whether the longest match counts instead of the first choice
   */
  Dfa(Program program, boolean longest) {
    this.program = program;
    this.alphabet = program.alphabet;
    this.longest = longest;
    this.states = new DfaStates(program, longest);
  }

  /** Whether the alphabet leaves room for states. */
  boolean isUsable() {
    return states.isUsable();
  }

  /**
   * Where a match ends.
   *
   * @param from where to start; what is before is looked at by {@code \b} and its like
   * @param anchored whether the match must start at {@code from}
   * @param any whether the end of any match will do, which is found earlier
   * @return {@link #NONE} when there is no match
   */
  int end(byte[] text, int from, boolean anchored, boolean any) {
    int length = text.length;
    DfaStates known = states;
    Side before = program.looks() ? Sides.left(program, text, from) : Side.EDGE;
    int state = start(known, anchored, before);
    int[] next = known.transitions();
    char[] ascii = alphabet.ascii();
    int found = NONE;
    long made = Long.MIN_VALUE / 2;
    int at = from;
    while (true) {
      int cls;
      int width = 1;
      if (at < length) {
        int b = text[at];
        if (b >= 0) {
          cls = ascii[b];
        } else {
          int read = CodePoints.at(text, at, length);
          cls = alphabet.of(CodePoints.codePoint(read));
          width = CodePoints.width(read);
        }
      } else {
        cls = alphabet.end;
      }
      int to = next[state + cls];
      if (to <= 0) {
        if (to == DfaStates.UNKNOWN) {
          DfaStates.Step step = step(known, state, cls);
          if (step.states() != known) {
            if (at - made < (long) LEAST_USE * known.count()) {
              return GAVE_UP;
            }
            made = at;
            known = step.states();
          }
          next = known.transitions();
          to = step.to();
        }
        if (to < 0) {
          if (DfaStates.matches(to)) {
            found = at;
            if (any) {
              return found;
            }
          }
          to = DfaStates.state(to);
          if (to == DfaStates.DEAD) {
            return found;
          }
        }
      }
      if (at >= length) {
        return found;
      }
      state = to;
      at += width;
    }
  }

  /** Where the longest match starts that ends at a place; for programs that run backward. */
  int start(byte[] text, int from, int end) {
    DfaStates known = states;
    Side behind = program.looks() ? Sides.right(program, text, end) : Side.EDGE;
    int state = start(known, true, behind);
    int[] next = known.transitions();
    char[] ascii = alphabet.ascii();
    int found = NONE;
    long made = Long.MAX_VALUE / 2;
    int at = end;
    while (true) {
      int cls;
      int width = 1;
      if (at > 0) {
        int b = text[at - 1];
        if (b >= 0) {
          cls = ascii[b];
        } else {
          int read = CodePoints.before(text, at, 0);
          cls = alphabet.of(CodePoints.codePoint(read));
          width = CodePoints.width(read);
        }
      } else {
        cls = alphabet.end;
      }
      int to = next[state + cls];
      if (to <= 0) {
        if (to == DfaStates.UNKNOWN) {
          DfaStates.Step step = step(known, state, cls);
          if (step.states() != known) {
            if (made - at < (long) LEAST_USE * known.count()) {
              return GAVE_UP;
            }
            made = at;
            known = step.states();
          }
          next = known.transitions();
          to = step.to();
        }
        if (to < 0) {
          if (DfaStates.matches(to)) {
            found = at;
          }
          to = DfaStates.state(to);
          if (to == DfaStates.DEAD) {
            return found;
          }
        }
      }
      if (at <= from) {
        return found;
      }
      state = to;
      at -= width;
    }
  }

  private int start(DfaStates known, boolean anchored, Side last) {
    int there = known.start(anchored, last);
    if (there != DfaStates.UNKNOWN) {
      return there;
    }
    synchronized (this) {
      return known.makeStart(anchored, last);
    }
  }

  /** Makes what is not known; throws all states away for new ones when there is no room. */
  private synchronized DfaStates.Step step(DfaStates known, int state, int cls) {
    DfaStates.Step step = known.step(state, cls);
    if (step != null) {
      return step;
    }
    DfaStates fresh = states;
    if (fresh == known) {
      fresh = new DfaStates(program, longest);
      states = fresh;
    }
    return known.stepInto(fresh, state, cls);
  }
}
