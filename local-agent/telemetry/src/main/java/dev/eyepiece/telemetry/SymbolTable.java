package dev.eyepiece.telemetry;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * The symbols that all batches of a process share. Reads take no lock; a new text takes one. Full
 * after {@link #MAX_SYMBOLS} texts or {@link #MAX_TOTAL_BYTES}: what comes later goes to tables of
 * single batches.
 */
public final class SymbolTable implements Symbols {
  public static final int MAX_SYMBOLS = 1 << 16;
  public static final int MAX_TOTAL_BYTES = 8 << 20;

  /**
   * A longer text is never shared: keys and span names are short, and a long one is most likely
   * unique.
   */
  public static final int MAX_TEXT_BYTES = 512;

  static final int FULL = -1;

  private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(int[].class);

  @SuppressWarnings("ArrayRecordComponent")
  private record Tables(int[] slots, Utf8[] texts) {}

  private final Object lock = new Object();
  private volatile Tables tables = new Tables(new int[1024], new Utf8[512]);
  private volatile int size;
  private int totalBytes;

  @Override
  public Utf8 utf8(int symbol) {
    return tables.texts[symbol];
  }

  @Override
  public int sharedSize() {
    return size;
  }

  /** The symbol of a text, which is new when the text is; {@link #FULL} when it cannot be taken. */
  int intern(byte[] bytes, int offset, int length) {
    int hash = hash(bytes, offset, length);
    int found = find(tables, bytes, offset, length, hash);
    return found >= 0 ? found : add(bytes, offset, length, hash);
  }

  private static int find(Tables tables, byte[] bytes, int offset, int length, int hash) {
    int[] slots = tables.slots;
    int mask = slots.length - 1;
    for (int at = hash & mask; ; at = (at + 1) & mask) {
      int entry = (int) SLOT.getAcquire(slots, at);
      if (entry == 0) {
        return FULL;
      }
      if (tables.texts[entry - 1].contentEquals(bytes, offset, length)) {
        return entry - 1;
      }
    }
  }

  private int add(byte[] bytes, int offset, int length, int hash) {
    synchronized (lock) {
      int found = find(tables, bytes, offset, length, hash);
      if (found >= 0) {
        return found;
      }
      if (size == MAX_SYMBOLS || length > MAX_TEXT_BYTES || totalBytes + length > MAX_TOTAL_BYTES) {
        return FULL;
      }
      if (size == tables.texts.length) {
        grow();
      }
      Tables now = tables;
      int symbol = size;
      now.texts[symbol] = Utf8.copyOf(bytes, offset, length);
      place(now.slots, hash, symbol);
      totalBytes += length;
      size = symbol + 1;
      return symbol;
    }
  }

  private void grow() {
    Tables old = tables;
    Utf8[] texts = Arrays.copyOf(old.texts, old.texts.length * 2);
    int[] slots = new int[old.slots.length * 2];
    for (int symbol = 0; symbol < size; symbol++) {
      byte[] text = texts[symbol].toBytes();
      place(slots, hash(text, 0, text.length), symbol);
    }
    tables = new Tables(slots, texts);
  }

  private static void place(int[] slots, int hash, int symbol) {
    int mask = slots.length - 1;
    int at = hash & mask;
    while (slots[at] != 0) {
      at = (at + 1) & mask;
    }
    SLOT.setRelease(slots, at, symbol + 1);
  }

  private static int hash(byte[] bytes, int offset, int length) {
    long hash = length * 0x9E3779B97F4A7C15L;
    int end = offset + length;
    int at = offset;
    while (at <= end - 8) {
      hash = (hash ^ (long) LittleEndian.LONG.get(bytes, at)) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 29;
      at += 8;
    }
    while (at < end) {
      hash = (hash ^ bytes[at++]) * 0xBF58476D1CE4E5B9L;
    }
    return (int) (hash ^ (hash >>> 32));
  }
}
