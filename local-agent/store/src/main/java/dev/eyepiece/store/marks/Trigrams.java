package dev.eyepiece.store.marks;

/**
 * Which three characters of ASCII in a row occur, letters in lower case; each has one of 65,536
 * bits by its hash. Few of them are a list of bits, which takes less than all bits. Immutable.
 */
final class Trigrams {
  static final int BITS = 1 << 16;
  static final int WORDS = BITS / Long.SIZE;
  private static final int FEW = WORDS;

  @SuppressWarnings("ArrayRecordComponent")
  private sealed interface Form {
    record Few(char[] bits) implements Form {}

    record Many(long[] words) implements Form {}
  }

  private final Form form;

  private Trigrams(Form form) {
    this.form = form;
  }

  /** The bit of three characters, of which the first is the lowest byte. */
  static int bit(int characters) {
    return (characters * 0x9E3779B1) >>> 16;
  }

  /** A copy of a table. */
  static Trigrams of(long[] table) {
    int count = count(table);
    if (count > FEW) {
      return new Trigrams(new Form.Many(table.clone()));
    }
    char[] bits = new char[count];
    int at = 0;
    for (int i = 0; i < table.length; i++) {
      for (long word = table[i]; word != 0; word &= word - 1) {
        bits[at++] = (char) (i * Long.SIZE + Long.numberOfTrailingZeros(word));
      }
    }
    return new Trigrams(new Form.Few(bits));
  }

  static int count(long[] table) {
    int count = 0;
    for (long word : table) {
      count += Long.bitCount(word);
    }
    return count;
  }

  void addTo(long[] table) {
    switch (form) {
      case Form.Few(char[] bits) -> {
        for (char bit : bits) {
          table[bit >>> 6] |= 1L << bit;
        }
      }
      case Form.Many(long[] words) -> {
        for (int i = 0; i < words.length; i++) {
          table[i] |= words[i];
        }
      }
    }
  }
}
