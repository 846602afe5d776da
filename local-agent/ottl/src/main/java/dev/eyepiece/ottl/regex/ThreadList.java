package dev.eyepiece.ottl.regex;

import dev.eyepiece.ottl.regex.Program.Side;
import java.util.Arrays;

/** The threads of a {@link PikeMachine} at one place, in the order of preference. */
final class ThreadList {
  private final Program program;
  private final int[] threads;
  private final int[][] groups;
  private final int[] stamp;
  private int round = 1;
  private int size;
  private int[] stack = new int[32];
  private int[][] stackGroups = new int[32][];

  ThreadList(Program program) {
    this.program = program;
    threads = new int[program.size()];
    groups = new int[program.size()][];
    stamp = new int[program.size()];
  }

  void clear() {
    size = 0;
    round++;
  }

  int size() {
    return size;
  }

  int thread(int index) {
    return threads[index];
  }

  int[] groups(int index) {
    return groups[index];
  }

  /** Adds what an instruction leads to at a place. Groups are copied before they are written. */
  void add(int start, int[] startGroups, int where, Side left, Side right) {
    int depth = 0;
    stack[0] = start;
    stackGroups[depth++] = startGroups;
    while (depth > 0) {
      int at = stack[--depth];
      int[] kept = stackGroups[depth];
      if (stamp[at] == round) {
        continue;
      }
      stamp[at] = round;
      if (depth + 2 > stack.length) {
        stack = Arrays.copyOf(stack, 2 * stack.length);
        stackGroups = Arrays.copyOf(stackGroups, 2 * stackGroups.length);
      }
      switch (program.op(at)) {
        case Program.SPLIT -> {
          stack[depth] = program.arg(at);
          stackGroups[depth++] = kept;
          stack[depth] = program.out(at);
          stackGroups[depth++] = kept;
        }
        case Program.SAVE -> {
          int slot = program.arg(at);
          int[] changed = kept;
          if (slot < kept.length) {
            changed = kept.clone();
            changed[slot] = where;
          }
          stack[depth] = program.out(at);
          stackGroups[depth++] = changed;
        }
        case Program.LOOK -> {
          if (program.holds(at, left, right)) {
            stack[depth] = program.out(at);
            stackGroups[depth++] = kept;
          }
        }
        default -> {
          threads[size] = at;
          groups[size++] = kept;
        }
      }
    }
  }
}
