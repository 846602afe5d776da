package dev.eyepiece.store.marks;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes sections. */
public final class MarksWriter {
  private static final SecureRandom RANDOM = new SecureRandom();

  private MarksWriter() {}

  /**
   * Makes a section of chunks, by column, and writes it; nothing of it counts before what it is
   * called is kept elsewhere. Empty when there are too many columns.
   *
   * @param at where it begins in the file
   * @param firstId of the batches of which it tells
   * @param lastId of them
   */
  public static Optional<MarksSection> write(
      MarksFile file, long at, long firstId, long lastId, List<Map<String, TextMarks>> chunks)
      throws IOException {
    long key = RANDOM.nextLong();
    Optional<byte[]> pages = SectionBuilder.build(key, chunks);
    if (pages.isEmpty()) {
      return Optional.empty();
    }
    file.write(at, pages.get());
    return Optional.of(new MarksSection(file, firstId, lastId, at, pages.get().length, key));
  }
}
