package dev.eyepiece.ottl.regex;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds the groups of a match whose ends are known by trying one choice after the other, none twice
 * at one place. For one thread and one use.
 */
final class Backtracker {
  /** Instructions times places that are remembered: 32 KiB. */
  private static final int MAX_BITS = 1 << 18;

  private final Program program;
  private final byte[] text;
  private final int from;
  private final int end;
  private final int[] groups;
  private final long[] tried;
  private int[] stack = new int[64];
  private int depth;

  private Backtracker(Program program, byte[] text, int from, int end, int[] groups) {
    this.program = program;
    this.text = text;
    this.from = from;
    this.end = end;
    this.groups = groups;
    tried = new long[(program.size() * (end - from + 1) + 63) >> 6];
  }

  /** Whether a match is short enough for the memory that is given. */
  static boolean isFor(Program program, int from, int end) {
    return (long) program.size() * (end - from + 1) <= MAX_BITS;
  }

  /** First and last place of each group, -1 for those that are not in the match. */
  static int @Nullable [] groups(Program program, byte[] text, int from, int end, int count) {
    int[] groups = new int[2 * count];
    Arrays.fill(groups, -1);
    Backtracker tracker = new Backtracker(program, text, from, end, groups);
    if (!tracker.run()) {
      return null;
    }
    groups[0] = from;
    groups[1] = end;
    return groups;
  }

  private void push(int what, int with) {
    if (depth + 2 > stack.length) {
      stack = Arrays.copyOf(stack, 2 * stack.length);
    }
    stack[depth++] = what;
    stack[depth++] = with;
  }

  private boolean run() {
    push(program.anchored, from);
    while (depth > 0) {
      int with = stack[--depth];
      int what = stack[--depth];
      if (what < 0) {
        groups[~what] = with;
      } else if (follow(what, with)) {
        return true;
      }
    }
    return false;
  }

  /** Goes on from an instruction as long as there is one way. */
  private boolean follow(int start, int place) {
    int at = start;
    int where = place;
    while (true) {
      int bit = at * (end - from + 1) + where - from;
      if ((tried[bit >> 6] & 1L << bit) != 0) {
        return false;
      }
      tried[bit >> 6] |= 1L << bit;
      switch (program.op(at)) {
        case Program.SPLIT -> push(program.arg(at), where);
        case Program.SAVE -> {
          push(~program.arg(at), groups[program.arg(at)]);
          groups[program.arg(at)] = where;
        }
        case Program.LOOK -> {
          if (!program.holds(
              at, Sides.left(program, text, where), Sides.right(program, text, where))) {
            return false;
          }
        }
        case Program.MATCH -> {
          return where == end;
        }
        default -> {
          int width = consume(at, where);
          if (width == 0) {
            return false;
          }
          where += width;
        }
      }
      at = program.out(at);
    }
  }

  /** The width of the character that an instruction consumes, 0 when it does not. */
  private int consume(int at, int where) {
    if (where >= end) {
      return 0;
    }
    int read = CodePoints.at(text, where, text.length);
    int cls = program.alphabet.of(CodePoints.codePoint(read));
    return program.alphabet.contains(program.arg(at), cls) ? CodePoints.width(read) : 0;
  }
}
