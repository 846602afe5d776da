package dev.eyepiece.profiler.elf;

import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How the code of one file is unwound, from all tables that it has.
 *
 * @param goNames names of Go's functions; null for a file that is not Go's
 */
public record FileTables(UnwindTable rows, @Nullable GoNames goNames) {
  /** Room for the few instructions that call the first function. */
  private static final int ENTRY_BYTES = 64;

  /** Names by address of the file. */
  public interface GoNames {
    /** The name of the function at an address; null for none. */
    @Nullable String name(long fileAddress);
  }

  /**
   * Reads them.
   *
   * @param symbols the file's, which Go's programs alone need for their tables
   */
  public static FileTables read(ElfFile elf, ElfSymbols.Source symbols) throws IOException {
    long base = elf.segments().stream().mapToLong(ElfFile.Segment::address).min().orElse(0);
    GoFunctions go = GoFunctions.read(elf, symbols);
    long[] compiled = EhFrame.rows(elf, base);
    long[] ofGo = go == null ? new long[0] : go.rows(base);
    long[] all = Arrays.copyOf(compiled, compiled.length + ofGo.length);
    System.arraycopy(ofGo, 0, all, compiled.length, ofGo.length);
    UnwindTable table = withEntry(sorted(all, base), elf.entry());
    return new FileTables(table, go == null ? null : go::name);
  }

  private static UnwindTable sorted(long[] rows, long base) {
    // Unsigned order; rows of one address end up by type, so that an end does not hide a start.
    for (int i = 0; i < rows.length; i++) {
      rows[i] ^= Long.MIN_VALUE;
    }
    Arrays.sort(rows);
    int kept = 0;
    for (long sorted : rows) {
      long row = sorted ^ Long.MIN_VALUE;
      if (kept > 0 && rows[kept - 1] >>> 32 == row >>> 32) {
        kept--;
      }
      if (kept == 0 || (int) rows[kept - 1] != (int) row) {
        rows[kept++] = row;
      }
    }
    return kept == 0 ? UnwindTable.EMPTY : new UnwindTable(base, Arrays.copyOf(rows, kept));
  }

  /** Code at which a program starts has no caller, also where its entry is missing. */
  private static UnwindTable withEntry(UnwindTable table, long entry) {
    if (entry == 0
        || table.size() == 0
        || UnwindTable.type(table.find(entry)) != UnwindTable.NONE) {
      return table;
    }
    return table.with(entry, entry + ENTRY_BYTES, UnwindTable.ROOT);
  }
}
