package dev.eyepiece.store.marks;

import java.io.IOException;

/**
 * Marks of all records of one signal in some batches that a window has in a row. Immutable; for
 * several threads.
 *
 * @param firstId of its batches
 * @param lastId of its batches
 * @param at where it begins in its file
 * @param length of it, in bytes
 * @param key that its pages were written with
 */
public record MarksSection(
    MarksFile file, long firstId, long lastId, long at, int length, long key) {

  /** Looks into it; what it cannot read it knows nothing of. */
  public MarksView view() {
    try {
      byte[] page = pages(0, 1);
      long blocks = (length / Pages.SIZE - 1L) * Pages.BLOCKS;
      return new MarksView(this, SectionHeader.of(page, blocks));
    } catch (IOException e) {
      file.lose(e);
      return new MarksView(this, null);
    }
  }

  /** Some of its pages, as they were written. */
  byte[] pages(int first, int count) throws IOException {
    if (length < (first + count) * Pages.SIZE) {
      throw new IOException("a section ends before page " + (first + count));
    }
    byte[] pages = file.read(at + (long) first * Pages.SIZE, count * Pages.SIZE);
    Pages.check(pages, key, first);
    return pages;
  }
}
