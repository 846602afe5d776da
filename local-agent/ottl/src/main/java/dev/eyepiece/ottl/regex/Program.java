package dev.eyepiece.ottl.regex;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The instructions of a pattern, to be run forward or, without captures, backward. Immutable. */
final class Program {
  /** Consumes a character of the set {@link #arg}, then goes on at {@link #out}. */
  static final byte CHARS = 0;

  /** Goes on at {@link #out}, or else at {@link #arg}. */
  static final byte SPLIT = 1;

  /** Keeps the place in the slot {@link #arg}. */
  static final byte SAVE = 2;

  /** Goes on where the {@link Re.Edge} of the number {@link #arg} is. */
  static final byte LOOK = 3;

  static final byte MATCH = 4;

  private final boolean backward;
  private byte[] op = new byte[16];
  private int[] out = new int[16];
  private int[] arg = new int[16];
  private int size;
  private final List<CharSet> sets = new ArrayList<>();
  private final Map<CharSet, Integer> setNumbers = new HashMap<>();
  private final List<Re.Edge> edges = new ArrayList<>();
  private boolean wordLooks;
  private boolean lineLooks;

  /** Where a match that starts at a given place starts. */
  final int anchored;

  /** Where a match that starts anywhere starts; anchored when that comes to the same. */
  final int floating;

  final Alphabet alphabet;

  private Program(Re tree, boolean backward) {
    this.backward = backward;
    int match = emit(MATCH, 0, 0);
    anchored = compile(tree, match);
    int any = emit(CHARS, 0, set(CharSet.ALL));
    floating = emit(SPLIT, anchored, any);
    out[any] = floating;
    if (wordLooks) {
      set(CharSet.WORD);
    }
    if (lineLooks) {
      set(CharSet.of('\n'));
    }
    alphabet = Alphabet.of(sets);
    op = Arrays.copyOf(op, size);
    out = Arrays.copyOf(out, size);
    arg = Arrays.copyOf(arg, size);
  }

  static Program of(Re tree, boolean backward) {
    return new Program(tree, backward);
  }

  int size() {
    return size;
  }

  byte op(int at) {
    return op[at];
  }

  int out(int at) {
    return out[at];
  }

  int arg(int at) {
    return arg[at];
  }

  boolean backward() {
    return backward;
  }

  /** Whether it asks what is around a place. */
  boolean looks() {
    return !edges.isEmpty();
  }

  /** Whether a set holds a character that is not ASCII. */
  boolean reachesBeyondAscii(int set) {
    CharSet chars = sets.get(set);
    return chars.ranges() > 0 && chars.last(chars.ranges() - 1) >= 128;
  }

  private int emit(byte operation, int next, int argument) {
    if (size == op.length) {
      op = Arrays.copyOf(op, 2 * size);
      out = Arrays.copyOf(out, 2 * size);
      arg = Arrays.copyOf(arg, 2 * size);
    }
    op[size] = operation;
    out[size] = next;
    arg[size] = argument;
    return size++;
  }

  private int set(CharSet set) {
    return setNumbers.computeIfAbsent(
        set,
        s -> {
          sets.add(s);
          return sets.size() - 1;
        });
  }

  /** Compiles what comes before an instruction; answers where it starts. */
  private int compile(Re tree, int next) {
    return switch (tree) {
      case Re.Empty empty -> next;
      case Re.Chars(CharSet set) -> emit(CHARS, next, set(set));
      case Re.Look(Re.Edge edge) -> look(edge, next);
      case Re.Group group when backward -> compile(group.inner(), next);
      case Re.Group group -> {
        int inner = compile(group.inner(), emit(SAVE, next, 2 * group.index() + 1));
        yield emit(SAVE, inner, 2 * group.index());
      }
      case Re.Concat concat -> concat(concat.parts(), next);
      case Re.Alternate alternate -> alternate(alternate.choices(), next);
      case Re.Repeat repeat -> repeat(repeat, next);
    };
  }

  private int look(Re.Edge edge, int next) {
    edges.add(edge);
    wordLooks |= edge == Re.Edge.WORD_BOUNDARY || edge == Re.Edge.NO_WORD_BOUNDARY;
    lineLooks |= edge == Re.Edge.BEGIN_LINE || edge == Re.Edge.END_LINE;
    return emit(LOOK, next, edges.size() - 1);
  }

  private int concat(List<Re> parts, int next) {
    int at = next;
    for (Re part : backward ? parts : parts.reversed()) {
      at = compile(part, at);
    }
    return at;
  }

  private int alternate(List<Re> choices, int next) {
    int rest = compile(choices.getLast(), next);
    for (int i = choices.size() - 2; i >= 0; i--) {
      rest = emit(SPLIT, compile(choices.get(i), next), rest);
    }
    return rest;
  }

  private int repeat(Re.Repeat repeat, int next) {
    Re inner = repeat.inner();
    if (inner instanceof Re.Empty || repeat.most() == 0) {
      return next;
    }
    boolean greedy = repeat.greedy();
    if (repeat.most() < 0) {
      boolean star = repeat.least() == 0;
      // What can be empty must be tried once before it is skipped.
      int at = star && !inner.nullable() ? loop(inner, next, greedy) : plus(inner, next, greedy);
      if (star) {
        return inner.nullable() ? split(at, next, greedy) : at;
      }
      return copies(inner, repeat.least() - 1, at);
    }
    int at = next;
    for (int i = repeat.least(); i < repeat.most(); i++) {
      // Each optional copy, once skipped, skips the rest.
      at = split(compile(inner, at), next, greedy);
    }
    return copies(inner, repeat.least(), at);
  }

  private int copies(Re inner, int count, int next) {
    int at = next;
    for (int i = 0; i < count; i++) {
      at = compile(inner, at);
    }
    return at;
  }

  private int loop(Re inner, int next, boolean greedy) {
    int split = emit(SPLIT, 0, 0);
    int body = compile(inner, split);
    out[split] = greedy ? body : next;
    arg[split] = greedy ? next : body;
    return split;
  }

  private int plus(Re inner, int next, boolean greedy) {
    int split = emit(SPLIT, 0, 0);
    int body = compile(inner, split);
    out[split] = greedy ? body : next;
    arg[split] = greedy ? next : body;
    return body;
  }

  private int split(int body, int next, boolean greedy) {
    return greedy ? emit(SPLIT, body, next) : emit(SPLIT, next, body);
  }

  /** What stands beside a place: the end of the text, or a character of one of three sorts. */
  enum Side {
    EDGE(0),
    NEWLINE(1),
    WORD(2),
    OTHER(3);

    static final int COUNT = 4;

    final int number;

    Side(int number) {
      this.number = number;
    }
  }

  /** What a class is for those that look at it. */
  Side side(int cls) {
    if (cls == alphabet.end) {
      return Side.EDGE;
    }
    if (lineLooks && alphabet.contains(CharSet.of('\n'), cls)) {
      return Side.NEWLINE;
    }
    return wordLooks && alphabet.contains(CharSet.WORD, cls) ? Side.WORD : Side.OTHER;
  }

  /** Whether what an instruction looks for holds between two sides. */
  boolean holds(int at, Side left, Side right) {
    return switch (edges.get(arg[at])) {
      case BEGIN_TEXT -> left == Side.EDGE;
      case END_TEXT -> right == Side.EDGE;
      case BEGIN_LINE -> left == Side.EDGE || left == Side.NEWLINE;
      case END_LINE -> right == Side.EDGE || right == Side.NEWLINE;
      case WORD_BOUNDARY -> (left == Side.WORD) != (right == Side.WORD);
      case NO_WORD_BOUNDARY -> (left == Side.WORD) == (right == Side.WORD);
    };
  }
}
