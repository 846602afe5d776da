package dev.eyepiece.ottl.regex;

import dev.eyepiece.ottl.regex.Program.Side;
import java.util.Arrays;

/**
 * The instructions that a place in a program leads to without a character: those that consume one,
 * and the match. Each once, in the order of preference. For one thread.
 */
final class Closure {
  private final Program program;
  private final boolean cuts;
  private final int[] list;
  private final int[] stamp;
  private int size;
  private int round = 1;
  private int[] stack = new int[32];
  private boolean cut;

  /**
   * A closure over a program.
   *
   * @param cuts whether what comes behind a match counts for nothing
   */
  Closure(Program program, boolean cuts) {
    this.program = program;
    this.cuts = cuts;
    list = new int[program.size()];
    stamp = new int[program.size()];
  }

  void clear() {
    size = 0;
    cut = false;
    if (++round == 0) {
      Arrays.fill(stamp, 0);
      round = 1;
    }
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** Whether a match was met that makes the rest count for nothing. */
  boolean isCut() {
    return cut;
  }

  int[] toArray() {
    return Arrays.copyOf(list, size);
  }

  /** Adds an instruction alone. */
  void addUnclosed(int at) {
    if (stamp[at] != round) {
      stamp[at] = round;
      list[size++] = at;
    }
  }

  /** Adds what an instruction leads to between two sides; nothing when a match cut the rest off. */
  void add(int start, Side left, Side right) {
    int depth = 0;
    stack[depth++] = start;
    while (depth > 0 && !cut) {
      int at = stack[--depth];
      if (stamp[at] == round) {
        continue;
      }
      stamp[at] = round;
      if (depth + 2 > stack.length) {
        stack = Arrays.copyOf(stack, 2 * stack.length);
      }
      switch (program.op(at)) {
        case Program.SPLIT -> {
          stack[depth++] = program.arg(at);
          stack[depth++] = program.out(at);
        }
        case Program.SAVE -> stack[depth++] = program.out(at);
        case Program.LOOK -> {
          if (program.holds(at, left, right)) {
            stack[depth++] = program.out(at);
          }
        }
        case Program.MATCH -> {
          list[size++] = at;
          cut = cuts;
        }
        default -> list[size++] = at;
      }
    }
  }
}
