package dev.eyepiece.profiler.elf;

import java.util.Arrays;

/**
 * How to get from a frame to its caller, by address: rows sorted by address, each of which holds
 * until the next. A row is a 64-bit number, from the top: 32 bits address relative to {@link
 * #base}, 8 bits type, 16 bits offset of the caller's frame in words, 8 bits place of the saved rbp
 * in words from there (0: unchanged). Immutable.
 */
public final class UnwindTable {
  public static final int NONE = 0;
  public static final int SP = 1;
  public static final int BP = 2;
  public static final int PLT = 3;
  public static final int ROOT = 4;
  public static final int SIGNAL = 5;
  public static final int BP_DEREF = 6;
  public static final int UNSUPPORTED = 7;
  public static final int FRAME_POINTER = 8;

  /** As place of rbp: it is saved where rbp points to. */
  public static final int BP_AT_BP = 127;

  public static final UnwindTable EMPTY = new UnwindTable(0, new long[0]);

  private final long base;
  private final long[] rows;

  UnwindTable(long base, long[] sortedRows) {
    this.base = base;
    this.rows = sortedRows;
  }

  static long row(long pc, int type, int cfaWords, int bpWords) {
    return pc << 32 | (long) type << 24 | (long) cfaWords << 8 | (bpWords & 0xff);
  }

  /** With a rule of its own in a gap between two others, up to the next of them. */
  UnwindTable with(long from, long to, int type) {
    long[] more = Arrays.copyOf(rows, rows.length + 2);
    int at = 0;
    while (at < rows.length && pc(at) < from - base) {
      at++;
    }
    boolean touches = at < rows.length && pc(at) <= to - base;
    int added = touches ? 1 : 2;
    System.arraycopy(rows, at, more, at + added, rows.length - at);
    more[at] = row(from - base, type, 0, 0);
    if (!touches) {
      more[at + 1] = row(to - base, NONE, 0, 0);
    }
    return new UnwindTable(base, Arrays.copyOf(more, rows.length + added));
  }

  /** What is added to a row's address to have one of the file. */
  public long base() {
    return base;
  }

  public int size() {
    return rows.length;
  }

  /** Address of a row relative to the base. */
  public long pc(int index) {
    return rows[index] >>> 32;
  }

  public static int type(long row) {
    return (int) (row >> 24) & 0xff;
  }

  /** In words of eight bytes. */
  public static int cfa(long row) {
    return (int) (row >> 8) & 0xffff;
  }

  /** In words of eight bytes from the caller's frame, below zero; 0 for unchanged. */
  public static int bp(long row) {
    return (byte) row;
  }

  public long row(int index) {
    return rows[index];
  }

  /** The row that holds at an address of the file; 0, which is of the type NONE, for none. */
  public long find(long address) {
    long pc = address - base;
    if (pc < 0 || pc > 0xffff_ffffL || rows.length == 0) {
      return 0;
    }
    // All bits below those of the address set, so that the row found starts at or before it.
    long key = pc << 32 | 0xffff_ffffL;
    int low = 0;
    int high = rows.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (Long.compareUnsigned(rows[middle], key) <= 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return high < 0 ? 0 : rows[high];
  }

  @Override
  public String toString() {
    return "UnwindTable[" + rows.length + " rows from " + Long.toHexString(base) + "]";
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(rows);
  }

  @Override
  public boolean equals(@org.jspecify.annotations.Nullable Object other) {
    return other instanceof UnwindTable that && base == that.base && Arrays.equals(rows, that.rows);
  }
}
