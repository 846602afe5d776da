package dev.eyepiece.store.marks;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * The first page of a section: which columns have texts, and where their marks lie.
 *
 * @param seed of the hashes of values
 * @param tableBlocks blocks of trigrams, which come first
 */
record SectionHeader(long seed, int tableBlocks, Map<String, Column> columns) {
  /** Also says how all of it is laid out. */
  static final long MAGIC = 0x31304b52414d5945L;

  private static final int FIXED = 2 * Long.BYTES + 2 * Integer.BYTES;
  private static final int A_COLUMN = 2 + 6 * Integer.BYTES;

  /** Longer names are not those of columns of a window. */
  private static final int LONGEST_NAME = 64;

  /**
   * What is known of a column: places and sizes are blocks, counted from the first page after this
   * one; sizes of tables are bits.
   */
  record Column(
      int flags, int any, int anyBits, int upper, int upperBits, int values, int valueBlocks) {}

  /** Bytes of a header with such columns; more than there can be when a name is too long. */
  static int size(Collection<String> names) {
    int size = FIXED;
    for (String name : names) {
      int length = name.getBytes(StandardCharsets.UTF_8).length;
      size += length > LONGEST_NAME ? Pages.SIZE : A_COLUMN + length;
    }
    return size;
  }

  /**
   * Reads the content of a page.
   *
   * @param blocks that follow it
   */
  static SectionHeader of(byte[] page, long blocks) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(page, Integer.BYTES, Pages.CONTENT);
    in.order(ByteOrder.LITTLE_ENDIAN);
    try {
      long magic = in.getLong();
      if (magic != MAGIC) {
        throw new IOException("a section is of version " + Long.toHexString(magic));
      }
      long seed = in.getLong();
      int tableBlocks = in.getInt();
      int count = in.getInt();
      Map<String, Column> columns = new HashMap<>();
      for (int i = 0; i < count; i++) {
        byte[] name = new byte[in.get() & 0xFF];
        in.get(name);
        Column column =
            new Column(
                in.get(),
                in.getInt(),
                in.getInt(),
                in.getInt(),
                in.getInt(),
                in.getInt(),
                in.getInt());
        check(column, tableBlocks, blocks);
        columns.put(new String(name, StandardCharsets.UTF_8), column);
      }
      return new SectionHeader(seed, tableBlocks, columns);
    } catch (BufferUnderflowException e) {
      throw new IOException("a section has more columns than its first page can hold", e);
    }
  }

  private static void check(Column column, int tables, long blocks) throws IOException {
    boolean fits =
        fits(column.any(), column.anyBits(), tables)
            && fits(column.upper(), column.upperBits(), tables)
            && column.values() >= tables
            && column.valueBlocks() > 0
            && (long) column.values() + column.valueBlocks() <= blocks;
    if (!fits) {
      throw new IOException("a section names blocks that it has not");
    }
  }

  private static boolean fits(int at, int bits, int tables) {
    return bits == 0
        || (at >= 0
            && bits >= 256
            && bits <= Trigrams.BITS
            && Integer.bitCount(bits) == 1
            && at + bits / 256 <= tables);
  }
}
