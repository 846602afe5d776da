package dev.eyepiece.store.marks;

import java.security.SecureRandom;
import java.util.Arrays;

/**
 * The different texts of a column, by their bytes. Looking for one that is there costs a few
 * nanoseconds, since columns have mostly few. To be used again; for one thread.
 */
final class Distinct {
  private static final int FEWEST_SLOTS = 256;

  /** Up to here the first and the last eight bytes are all of a text. */
  private static final int TWO_WORDS = 16;

  /** Senders choose the texts; none of them may know which of them meet in the table. */
  private static final long FIRST = new SecureRandom().nextLong() | 1;

  private static final long LAST = new SecureRandom().nextLong() | 1;

  /**
   * By slot a key, then where the text lies, above, and its length, which is not 0 where there is
   * one; side by side, so that they are mostly fetched at once.
   */
  private long[] table = new long[2 * FEWEST_SLOTS];

  private int shift;
  private int slots;
  private int size;

  /** Forgets all. */
  void clear(int expected) {
    size = 0;
    // Room for a tenth more, at two thirds of the slots.
    int wanted = Math.max(FEWEST_SLOTS, expected + expected / 2 + expected / 8);
    use(Integer.highestOneBit(wanted - 1) << 1);
    if (table.length < 2 * slots) {
      table = new long[2 * slots];
    } else {
      Arrays.fill(table, 0, 2 * slots, 0);
    }
  }

  /** How many there are. */
  int size() {
    return size;
  }

  private void use(int powerOfTwo) {
    slots = powerOfTwo;
    shift = Long.SIZE - Integer.numberOfTrailingZeros(powerOfTwo);
  }

  /** Takes a text, which is not empty; true when it is new. */
  boolean add(byte[] bytes, int from, int length) {
    long key = key(bytes, from, length);
    int slot = slot(key);
    while (table[slot + 1] != 0) {
      if (table[slot] == key && isSame(bytes, table[slot + 1], from, length)) {
        return false;
      }
      slot = after(slot);
    }
    table[slot] = key;
    table[slot + 1] = ((long) from << Integer.SIZE) | length;
    if (++size * 3 > slots * 2) {
      grow();
    }
    return true;
  }

  private int slot(long key) {
    return (int) (key >>> shift) * 2;
  }

  private int after(int slot) {
    return (slot + 2) & (2 * slots - 1);
  }

  /** Equal for equal texts, and spread over its upper bits. */
  private static long key(byte[] bytes, int from, int length) {
    if (length < Long.BYTES) {
      return TextHash.word(bytes, from, length) * FIRST + length * LAST;
    }
    if (length > TWO_WORDS) {
      return TextHash.exact(bytes, from, length, TextMarker.SEED);
    }
    long last = TextHash.word(bytes, from + length - Long.BYTES);
    return TextHash.word(bytes, from) * FIRST + last * LAST;
  }

  private static boolean isSame(byte[] bytes, long place, int from, int length) {
    int start = (int) (place >>> Integer.SIZE);
    if ((int) place != length) {
      return false;
    }
    if (length < Long.BYTES) {
      return TextHash.word(bytes, start, length) == TextHash.word(bytes, from, length);
    }
    if (length > TWO_WORDS) {
      return Arrays.equals(bytes, start, start + length, bytes, from, from + length);
    }
    int last = length - Long.BYTES;
    return TextHash.word(bytes, start) == TextHash.word(bytes, from)
        && TextHash.word(bytes, start + last) == TextHash.word(bytes, from + last);
  }

  private void grow() {
    long[] old = table;
    int oldSlots = slots;
    use(slots * 2);
    table = new long[2 * slots];
    for (int i = 0; i < 2 * oldSlots; i += 2) {
      if (old[i + 1] != 0) {
        int slot = slot(old[i]);
        while (table[slot + 1] != 0) {
          slot = after(slot);
        }
        table[slot] = old[i];
        table[slot + 1] = old[i + 1];
      }
    }
  }
}
