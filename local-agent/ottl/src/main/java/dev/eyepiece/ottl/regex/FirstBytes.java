package dev.eyepiece.ottl.regex;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The bytes that a match can start with. */
final class FirstBytes {
  /** Larger programs start with anything, most likely. */
  private static final int MAX_VISITS = 1 << 12;

  private FirstBytes() {}

  /** By byte; {@code null} when a match can be empty or start with almost anything. */
  static boolean @Nullable [] of(Program program) {
    boolean[] first = new boolean[256];
    BitSet seen = new BitSet();
    Deque<Integer> open = new ArrayDeque<>();
    open.push(program.anchored);
    for (int visits = 0; !open.isEmpty(); visits++) {
      int at = open.pop();
      if (visits > MAX_VISITS || program.op(at) == Program.MATCH) {
        return null;
      }
      if (seen.get(at)) {
        continue;
      }
      seen.set(at);
      if (program.op(at) == Program.CHARS) {
        mark(program, program.arg(at), first);
      } else {
        open.push(program.out(at));
        if (program.op(at) == Program.SPLIT) {
          open.push(program.arg(at));
        }
      }
    }
    for (boolean possible : first) {
      if (!possible) {
        return first;
      }
    }
    return null;
  }

  private static void mark(Program program, int set, boolean[] first) {
    for (int c = 0; c < 128; c++) {
      first[c] |= program.alphabet.contains(set, program.alphabet.of(c));
    }
    if (program.reachesBeyondAscii(set)) {
      Arrays.fill(first, 128, 256, true);
    }
  }
}
