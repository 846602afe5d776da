package dev.eyepiece.store.marks;

import java.io.IOException;
import java.util.zip.CRC32C;

/**
 * A section is made of pages of 4,096 bytes, each with the checksum of its content, of its number
 * and of the section's key, so that what was not written as this very page is never taken for it.
 */
final class Pages {
  static final int SIZE = 4096;
  static final int CONTENT = SIZE - Integer.BYTES;

  /** What is looked at by itself; no block lies on two pages. */
  static final int BLOCK = 32;

  static final int BLOCKS = CONTENT / BLOCK;

  private Pages() {}

  /** Pages of a header and some blocks. */
  static byte[] of(long key, byte[] header, byte[] blocks) {
    int count = 1 + (blocks.length / BLOCK + BLOCKS - 1) / BLOCKS;
    byte[] pages = new byte[count * SIZE];
    System.arraycopy(header, 0, pages, Integer.BYTES, header.length);
    for (int page = 1; page < count; page++) {
      int from = (page - 1) * BLOCKS * BLOCK;
      int length = Math.min(BLOCKS * BLOCK, blocks.length - from);
      System.arraycopy(blocks, from, pages, page * SIZE + Integer.BYTES, length);
    }
    for (int page = 0; page < count; page++) {
      Blocks.INT.set(pages, page * SIZE, checksum(pages, page * SIZE, key, page));
    }
    return pages;
  }

  private static int checksum(byte[] pages, int at, long key, int number) {
    CRC32C checksum = new CRC32C();
    byte[] place = new byte[Long.BYTES + Integer.BYTES];
    Blocks.LONG.set(place, 0, key);
    Blocks.INT.set(place, Long.BYTES, number);
    checksum.update(place);
    checksum.update(pages, at + Integer.BYTES, CONTENT);
    return (int) checksum.getValue();
  }

  /** Fails unless these bytes are some pages of a section from one number on. */
  static void check(byte[] pages, long key, int first) throws IOException {
    for (int at = 0; at < pages.length; at += SIZE) {
      int number = first + at / SIZE;
      if ((int) Blocks.INT.get(pages, at) != checksum(pages, at, key, number)) {
        throw new IOException("page " + number + " of a section is not as it was written");
      }
    }
  }
}
