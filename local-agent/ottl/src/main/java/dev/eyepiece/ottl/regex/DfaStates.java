package dev.eyepiece.ottl.regex;

import dev.eyepiece.ottl.regex.Program.Side;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;

/**
 * States of a {@link Dfa}, up to a bound. A state is the threads that a run over all choices would
 * have, in the order of their preference, and what was read last where the program looks back. It
 * is known by the place of its row in {@link #transitions}.
 *
 * <p>A match is told by the step behind it, since only the next character says whether {@code $} or
 * {@code \b} hold. So a transition is: {@link #UNKNOWN}; a state, when it is above zero; else,
 * below zero, a state and whether there is a match before the character.
 */
final class DfaStates {
  static final int UNKNOWN = 0;

  /** The state from which there is no match. */
  static final int DEAD = 1;

  /** Rows and threads may take so many numbers: 2 MiB. */
  private static final int MAX_NUMBERS = 1 << 19;

  private static final int LEAST_STATES = 16;

  private final Program program;
  private final Alphabet alphabet;
  private final boolean longest;
  private final int stride;
  private final Map<Key, Integer> places = new HashMap<>();
  private final List<Key> keys = new ArrayList<>();
  private final AtomicIntegerArray starts = new AtomicIntegerArray(2 * Side.COUNT);
  private volatile int[] transitions;
  private int numbers;
  private @Nullable Closure closure;

  /** The state of a search, by content. */
  @SuppressWarnings("ArrayRecordComponent") // compared by what is in it
  private record Key(int[] threads, Side last, int hash) {
    static Key of(int[] threads, Side last) {
      return new Key(threads, last, 31 * Arrays.hashCode(threads) + last.number);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key that && last == that.last && Arrays.equals(threads, that.threads);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  /** A transition, and the states that it is one of. */
  record Step(DfaStates states, int to) {}

  DfaStates(Program program, boolean longest) {
    this.program = program;
    this.alphabet = program.alphabet;
    this.longest = longest;
    stride = alphabet.end + 1;
    // The first row is none, so that no state is at zero or one: a stride is two or more.
    numbers = stride;
    transitions = new int[isUsable() ? 4 * stride : 0];
  }

  boolean isUsable() {
    return stride <= MAX_NUMBERS / (4 * LEAST_STATES) && program.size() <= MAX_NUMBERS / 4;
  }

  /** Whether a transition below zero tells of a match. */
  static boolean matches(int transition) {
    return (-transition & 1) != 0;
  }

  /** The state of a transition below zero. */
  static int state(int transition) {
    return -transition >> 1;
  }

  int count() {
    return keys.size();
  }

  /** All rows so far; to be read alone. */
  int[] transitions() {
    return transitions;
  }

  /** The state before the first character; {@link #UNKNOWN} when it is not made yet. */
  int start(boolean anchored, Side last) {
    return starts.get(2 * last.number + (anchored ? 1 : 0));
  }

  /** Makes the state before the first character; under the lock of the {@link Dfa}. */
  int makeStart(boolean anchored, Side last) {
    Closure threads = closure();
    threads.clear();
    enter(threads, anchored ? program.anchored : program.floating);
    int place = place(threads, last);
    starts.set(2 * last.number + (anchored ? 1 : 0), place);
    return place;
  }

  /**
   * A transition from a state; {@code null} when there is no room for it. Under the lock of the
   * {@link Dfa}.
   */
  @Nullable Step step(int state, int cls) {
    int known = transitions[state + cls];
    if (known != UNKNOWN) {
      return new Step(this, known);
    }
    if (numbers > MAX_NUMBERS) {
      return null;
    }
    Step step = stepInto(this, state, cls);
    transitions[state + cls] = step.to;
    return step;
  }

  /** A transition from a state of these to one of others, or of these. */
  Step stepInto(DfaStates target, int state, int cls) {
    Key key = keys.get(state / stride - 1);
    Closure threads = closure();
    Side side = program.side(cls);
    int[] list = key.threads;
    if (program.looks()) {
      Side left = program.backward() ? side : key.last;
      Side right = program.backward() ? key.last : side;
      list = closed(list, left, right);
    }
    threads.clear();
    boolean match = false;
    for (int thread : list) {
      if (program.op(thread) == Program.MATCH) {
        match = true;
        if (!longest) {
          break;
        }
      } else if (cls < alphabet.end && alphabet.contains(program.arg(thread), cls)) {
        enter(threads, program.out(thread));
        if (threads.isCut()) {
          break;
        }
      }
    }
    int to = threads.isEmpty() ? DEAD : target.place(threads, side);
    return new Step(target, to == DEAD || match ? -(to << 1 | (match ? 1 : 0)) : to);
  }

  /** What a program that looks around leads to is known when it is seen what is around. */
  private void enter(Closure threads, int at) {
    if (program.looks()) {
      threads.addUnclosed(at);
    } else {
      threads.add(at, Side.EDGE, Side.EDGE);
    }
  }

  private int[] closed(int[] threads, Side left, Side right) {
    Closure closed = closure();
    closed.clear();
    for (int thread : threads) {
      closed.add(thread, left, right);
    }
    return closed.toArray();
  }

  private Closure closure() {
    Closure there = closure;
    if (there == null) {
      there = new Closure(program, !longest);
      closure = there;
    }
    return there;
  }

  /** The row of a state, which is new when the state is. */
  private int place(Closure closed, Side last) {
    int[] threads = closed.toArray();
    if (longest) {
      Arrays.sort(threads);
    }
    Key key = Key.of(threads, program.looks() ? last : Side.EDGE);
    Integer there = places.get(key);
    if (there != null) {
      return there;
    }
    int place = (keys.size() + 1) * stride;
    if (place + stride > transitions.length) {
      transitions = Arrays.copyOf(transitions, 2 * transitions.length);
    }
    keys.add(key);
    places.put(key, place);
    numbers += stride + threads.length + 16;
    return place;
  }
}
