package dev.eyepiece.store.marks;

import java.security.SecureRandom;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Makes marks of texts as they lie one after the other in a column. To be used again; for one
 * thread.
 */
public final class TextMarker {
  /** Of the hashes made by this process; senders do not know it. */
  static final long SEED = new SecureRandom().nextLong();

  /** How often it is looked whether a column is saturated; bytes. */
  private static final int LOOK_AFTER = 1 << 16;

  /** So many texts of a column say whether they are mostly different, as ids are. */
  private static final int SAMPLE = 1024;

  private static final int UPPER = 1;
  private static final int NOT_ASCII = 2;
  private static final char[] CHARACTERS = characters();

  private final long[] any = new long[Trigrams.WORDS];
  private final long[] upper = new long[Trigrams.WORDS];

  private final Distinct distinct = new Distinct();
  private int[] values = new int[256];

  /** Where each text begins that is not empty, and where the last one ends. */
  private int[] places = new int[0];

  private int size;
  private int flags;
  private int marked;

  /** A byte in lower case, above it whether it was in upper case or is none of ASCII. */
  private static char[] characters() {
    char[] characters = new char[256];
    for (int i = 0; i < characters.length; i++) {
      boolean isUpper = i >= 'A' && i <= 'Z';
      int above = isUpper ? UPPER : i >= 0x80 ? NOT_ASCII : 0;
      characters[i] = (char) ((isUpper ? i + 0x20 : i) | (above << Byte.SIZE));
    }
    return characters;
  }

  /**
   * Marks of a column; null when it has no text but empty ones, of which nothing is known.
   *
   * @param ends where the text of each row ends, from the second number on; the first is 0
   * @param expected different ones, about, of a column of as many rows
   */
  public @Nullable TextMarks mark(byte[] bytes, int[] ends, int rows, int expected) {
    if (ends[rows] == 0) {
      return null;
    }
    begin(areIds(expected, rows) ? SAMPLE : expected);
    int count = filled(ends, rows);
    int sampled = different(bytes, 0, Math.min(count, SAMPLE));
    if (areIds(sampled, SAMPLE)) {
      for (int i = SAMPLE; i < count; i++) {
        text(bytes, places[i], places[i + 1]);
      }
    } else {
      different(bytes, SAMPLE, count);
    }
    return made();
  }

  /**
   * Notes where the texts lie that are not empty; answers with how many they are. Whether a row has
   * a text is mostly a matter of chance, which a branch would guess wrong.
   */
  private int filled(int[] ends, int rows) {
    if (places.length <= rows) {
      places = new int[rows + 1];
    }
    int count = 0;
    for (int row = 0; row < rows; row++) {
      places[count] = ends[row];
      count += (ends[row] - ends[row + 1]) >>> (Integer.SIZE - 1);
    }
    places[count] = ends[rows];
    return count;
  }

  /** Marks those of some texts that are new; answers with how many there are so far. */
  private int different(byte[] bytes, int first, int end) {
    for (int i = first; i < end; i++) {
      if (distinct.add(bytes, places[i], places[i + 1] - places[i])) {
        text(bytes, places[i], places[i + 1]);
      }
    }
    return distinct.size();
  }

  private void text(byte[] bytes, int from, int to) {
    value(bytes, from, to - from);
    trigrams(bytes, from, to);
  }

  /**
   * Where hardly any text repeats, looking for those that do costs more than marking them again.
   */
  private static boolean areIds(int different, int of) {
    return different > of / 8 * 7;
  }

  /**
   * Marks of a column whose texts are made of parts, each of which is a value; so is what follows
   * the first {@code pair} in a part.
   */
  public @Nullable TextMarks mark(
      byte[] bytes, int[] ends, int rows, int expected, char separator, char pair) {
    if (ends[rows] == 0) {
      return null;
    }
    begin(expected);
    for (int row = 0; row < rows; row++) {
      int from = ends[row];
      int after = -1;
      for (int i = from; i < ends[row + 1]; i++) {
        if (bytes[i] == separator) {
          parts(bytes, from, after, i);
          from = i + 1;
          after = -1;
        } else if (after < 0 && bytes[i] == pair) {
          after = i + 1;
        }
      }
      parts(bytes, from, after, ends[row + 1]);
      trigrams(bytes, ends[row], ends[row + 1]);
    }
    return made();
  }

  private void parts(byte[] bytes, int from, int after, int to) {
    part(bytes, from, to);
    if (after >= 0) {
      part(bytes, after, to);
    }
  }

  private void begin(int expected) {
    Arrays.fill(any, 0);
    Arrays.fill(upper, 0);
    distinct.clear(expected);
    size = 0;
    flags = 0;
    marked = 0;
  }

  private void part(byte[] bytes, int from, int to) {
    if (to > from && distinct.add(bytes, from, to - from)) {
      value(bytes, from, to - from);
    }
  }

  private void value(byte[] bytes, int from, int length) {
    if (length > TextMarks.LONGEST_VALUE) {
      flags |= TextMarks.LONG;
      return;
    }
    if (size == values.length) {
      values = Arrays.copyOf(values, size * 2);
    }
    values[size++] = (int) (TextHash.of(bytes, from, length, SEED) >>> Integer.SIZE);
  }

  private void trigrams(byte[] bytes, int from, int to) {
    if ((flags & TextMarks.SATURATED) != 0) {
      others(bytes, from, to);
      return;
    }
    if (TextHash.isPlain(bytes, from, to - from)) {
      plain(bytes, from, to);
    } else {
      mixed(bytes, from, to);
    }
    marked += to - from;
    if (marked > LOOK_AFTER) {
      marked = 0;
      flags |= Trigrams.count(any) > Trigrams.BITS / 2 ? TextMarks.SATURATED : 0;
    }
  }

  /** Of a text of ASCII without letters in upper case: six of each eight bytes. */
  private void plain(byte[] bytes, int from, int to) {
    int at = from;
    for (; at + Long.BYTES <= to; at += 6) {
      long word = TextHash.word(bytes, at);
      mark((int) word);
      mark((int) (word >>> 8));
      mark((int) (word >>> 16));
      mark((int) (word >>> 24));
      mark((int) (word >>> 32));
      mark((int) (word >>> 40));
    }
    long rest = TextHash.word(bytes, at, to - at);
    for (; at + 3 <= to; at++) {
      mark((int) rest);
      rest >>>= Byte.SIZE;
    }
  }

  private void mark(int characters) {
    int bit = Trigrams.bit(characters & 0xFFFFFF);
    any[bit >>> 6] |= 1L << bit;
  }

  private void mixed(byte[] bytes, int from, int to) {
    int three = 0;
    int above = 0;
    for (int i = from; i < to; i++) {
      char character = CHARACTERS[bytes[i] & 0xFF];
      three = (three >>> Byte.SIZE) | ((character & 0xFF) << 16);
      above = ((above << 2) | (character >>> Byte.SIZE)) & 0x3F;
      if (above != 0) {
        rare(three, above, i >= from + 2);
      } else if (i >= from + 2) {
        mark(three);
      }
    }
  }

  /** What is to be known of a text when trigrams tell nothing any more. */
  private void others(byte[] bytes, int from, int to) {
    int three = 0;
    for (int i = from; i < to; i++) {
      three = (three >>> Byte.SIZE) | ((bytes[i] & 0xFF) << 16);
      if (bytes[i] < 0) {
        rare(three, NOT_ASCII, false);
      }
    }
  }

  /** Three bytes of which one is a letter in upper case, or none of ASCII. */
  private void rare(int three, int above, boolean complete) {
    if ((above & (NOT_ASCII | NOT_ASCII << 2 | NOT_ASCII << 4)) != 0) {
      flags |= TextMarks.OTHER;
      // U+0130 and U+212A are the two that become letters of ASCII in lower case.
      flags |= three >>> 8 == 0xB0C4 || three == 0xAA84E2 ? TextMarks.FOLDING : 0;
    } else if (complete) {
      int bit = Trigrams.bit(three);
      any[bit >>> 6] |= 1L << bit;
      upper[bit >>> 6] |= 1L << bit;
    }
  }

  private TextMarks made() {
    return new TextMarks(flags, Arrays.copyOf(values, size), Trigrams.of(any), Trigrams.of(upper));
  }
}
