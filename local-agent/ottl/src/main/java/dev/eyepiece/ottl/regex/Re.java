package dev.eyepiece.ottl.regex;

import java.util.List;

/** The syntax tree of a pattern. */
sealed interface Re {
  /** How many instructions it takes, as the reference counts them to refuse what is too large. */
  long size();

  /** Levels of nodes, this one included. */
  int height();

  /** The largest product of the repeat counts on a way down. */
  long repeats();

  /** Whether it can match the empty text. */
  boolean nullable();

  private static int heightOver(List<Re> parts) {
    return 1 + parts.stream().mapToInt(Re::height).max().orElse(0);
  }

  private static long repeatsIn(List<Re> parts) {
    return parts.stream().mapToLong(Re::repeats).max().orElse(1);
  }

  /** A place between two characters. */
  enum Edge {
    BEGIN_TEXT,
    END_TEXT,
    BEGIN_LINE,
    END_LINE,
    WORD_BOUNDARY,
    NO_WORD_BOUNDARY
  }

  /** One instruction, with nothing below it. */
  sealed interface Leaf extends Re {
    @Override
    default long size() {
      return 1;
    }

    @Override
    default int height() {
      return 1;
    }

    @Override
    default long repeats() {
      return 1;
    }
  }

  /** Matches the empty text. */
  record Empty() implements Leaf {
    static final Empty INSTANCE = new Empty();

    @Override
    public boolean nullable() {
      return true;
    }
  }

  /** One character of a set. */
  record Chars(CharSet set) implements Leaf {
    @Override
    public boolean nullable() {
      return false;
    }
  }

  /** Matches the empty text where a condition holds. */
  record Look(Edge edge) implements Leaf {
    @Override
    public boolean nullable() {
      return true;
    }
  }

  /** A group whose place is kept. */
  record Group(int index, Re inner, int height) implements Re {
    static Group of(int index, Re inner) {
      return new Group(index, inner, inner.height() + 1);
    }

    @Override
    public long size() {
      return 2 + inner.size();
    }

    @Override
    public long repeats() {
      return inner.repeats();
    }

    @Override
    public boolean nullable() {
      return inner.nullable();
    }
  }

  /** One after the other. */
  record Concat(List<Re> parts, long size, int height, long repeats, boolean nullable)
      implements Re {
    static Re of(List<Re> parts) {
      if (parts.size() <= 1) {
        return parts.isEmpty() ? Empty.INSTANCE : parts.getFirst();
      }
      List<Re> all = List.copyOf(parts);
      return new Concat(
          all,
          Math.max(1, all.stream().mapToLong(Re::size).sum()),
          heightOver(all),
          repeatsIn(all),
          all.stream().allMatch(Re::nullable));
    }
  }

  /** One of several, earlier ones first. */
  record Alternate(List<Re> choices, long size, int height, long repeats, boolean nullable)
      implements Re {
    static Re of(List<Re> choices) {
      if (choices.size() == 1) {
        return choices.getFirst();
      }
      List<Re> all = List.copyOf(choices);
      return new Alternate(
          all,
          all.size() - 1L + all.stream().mapToLong(Re::size).sum(),
          heightOver(all),
          repeatsIn(all),
          all.stream().anyMatch(Re::nullable));
    }
  }

  /**
   * The same several times.
   *
   * @param most -1 when there is no bound
   */
  record Repeat(Re inner, int least, int most, boolean greedy, long size, int height, long repeats)
      implements Re {
    /** Products above this are wrong all the same. */
    private static final long MANY = 1 << 20;

    static Repeat of(Re inner, int least, int most, boolean greedy) {
      return new Repeat(
          inner,
          least,
          most,
          greedy,
          size(inner.size(), least, most),
          inner.height() + 1,
          most == 0 ? 1 : Math.min(MANY, Math.max(1, most < 0 ? least : most) * inner.repeats()));
    }

    private static long size(long inner, int least, int most) {
      if (most < 0) {
        return least == 0 ? 2 + inner : 1 + least * inner;
      }
      return Math.max(1, most * inner + most - least);
    }

    @Override
    public boolean nullable() {
      return least == 0 || inner.nullable();
    }
  }
}
