package dev.eyepiece.ottl.regex;

import dev.eyepiece.ottl.regex.Program.Side;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds a match with all choices side by side: linear in the text times the program, whatever they
 * are, in memory of the program's size. For one thread and one use.
 */
final class PikeMachine {
  private final Program program;
  private final byte[] text;
  private ThreadList now;
  private ThreadList next;
  private int @Nullable [] found;

  private PikeMachine(Program program, byte[] text) {
    this.program = program;
    this.text = text;
    now = new ThreadList(program);
    next = new ThreadList(program);
  }

  /**
   * The groups of the first match.
   *
   * @param anchored whether it must start at {@code from}
   * @param count how many groups to keep, the whole match being the first
   * @return first and last place of each group, -1 for those that are not in the match
   */
  static int @Nullable [] groups(
      Program program, byte[] text, int from, boolean anchored, int count) {
    return new PikeMachine(program, text).run(from, anchored, count);
  }

  private int @Nullable [] run(int from, boolean anchored, int count) {
    int[] none = new int[2 * count];
    Arrays.fill(none, -1);
    int at = from;
    Side left = Sides.left(program, text, at);
    while (true) {
      Side right = Sides.right(program, text, at);
      if (found == null && (!anchored || at == from)) {
        int[] groups = none.clone();
        groups[0] = at;
        now.add(program.anchored, groups, at, left, right);
      }
      if (now.size() == 0 && (found != null || anchored)) {
        return found;
      }
      int width = 0;
      int cls = program.alphabet.end;
      if (at < text.length) {
        int read = CodePoints.at(text, at, text.length);
        width = CodePoints.width(read);
        cls = program.alphabet.of(CodePoints.codePoint(read));
      }
      int to = at + width;
      step(cls, at, to, right, to == text.length ? Side.EDGE : Sides.right(program, text, to));
      if (at >= text.length) {
        return found;
      }
      ThreadList swapped = now;
      now = next;
      next = swapped;
      left = right;
      at = to;
    }
  }

  private void step(int cls, int at, int to, Side left, Side right) {
    next.clear();
    for (int i = 0; i < now.size(); i++) {
      int thread = now.thread(i);
      if (program.op(thread) == Program.MATCH) {
        int[] match = now.groups(i).clone();
        match[1] = at;
        found = match;
        return;
      }
      if (cls < program.alphabet.end && program.alphabet.contains(program.arg(thread), cls)) {
        next.add(program.out(thread), now.groups(i), to, left, right);
      }
    }
  }
}
