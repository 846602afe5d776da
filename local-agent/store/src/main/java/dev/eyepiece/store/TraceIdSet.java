package dev.eyepiece.store;

import java.security.SecureRandom;

/** Ids of traces without an object for each. Not thread-safe. */
final class TraceIdSet {
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Senders choose ids, and cannot know where these lie. */
  private final long seed = RANDOM.nextLong();

  private long[] slots = new long[256];
  private int size;
  private boolean zero;

  int size() {
    return size + (zero ? 1 : 0);
  }

  boolean contains(long high, long low) {
    if ((high | low) == 0) {
      return zero;
    }
    int at = slot(high, low);
    return (slots[at] | slots[at + 1]) != 0;
  }

  void add(long high, long low) {
    if ((high | low) == 0) {
      zero = true;
      return;
    }
    int at = slot(high, low);
    if ((slots[at] | slots[at + 1]) == 0) {
      slots[at] = high;
      slots[at + 1] = low;
      if (++size * 4 > slots.length) {
        grow();
      }
    }
  }

  void clear() {
    slots = new long[256];
    size = 0;
    zero = false;
  }

  private void grow() {
    long[] old = slots;
    slots = new long[old.length * 2];
    for (int i = 0; i < old.length; i += 2) {
      if ((old[i] | old[i + 1]) != 0) {
        int at = slot(old[i], old[i + 1]);
        slots[at] = old[i];
        slots[at + 1] = old[i + 1];
      }
    }
  }

  /** Where an id is, or the free place where it would be. */
  private int slot(long high, long low) {
    int mask = slots.length - 2;
    int at = (int) RowOrder.hash(RowOrder.hash(high, seed), low) & mask;
    while ((slots[at] | slots[at + 1]) != 0 && (slots[at] != high || slots[at + 1] != low)) {
      at = (at + 2) & mask;
    }
    return at;
  }
}
