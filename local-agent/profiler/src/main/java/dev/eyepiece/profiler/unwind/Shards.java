package dev.eyepiece.profiler.unwind;

import dev.eyepiece.profiler.elf.UnwindTable;
import dev.eyepiece.profiler.process.CodeFile;
import dev.eyepiece.profiler.sys.BpfMap;
import dev.eyepiece.profiler.sys.LibC;
import dev.eyepiece.profiler.sys.Mapped;
import dev.eyepiece.profiler.sys.SystemCallException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Unwind tables in the kernel's arrays: made as they are needed, filled one table behind the other.
 * A table that does not fit into one array goes on in the next. For one thread.
 */
final class Shards implements AutoCloseable {
  static final int ROWS = 262_144;
  static final int MOST_SHARDS = 64;
  private static final int ROW_BYTES = 8;
  private static final int MMAPABLE = 1 << 10;

  private final BpfMap outer;
  private final List<BpfMap> maps = new ArrayList<>();
  private final Map<CodeFile, List<Piece>> pieces = new HashMap<>();
  private @Nullable Mapped current;
  private int used = ROWS;
  private boolean full;

  /**
   * A part of a table.
   *
   * @param from first address of the file that it is for, relative to the table's base
   * @param lo first row in the shard
   * @param hi after the last row
   */
  record Piece(long from, int shard, int lo, int hi) {}

  Shards(BpfMap outer) {
    this.outer = outer;
  }

  /** Where the table of a file is; empty when there is no room for it any more. */
  List<Piece> of(CodeFile file) throws SystemCallException {
    List<Piece> known = pieces.get(file);
    if (known == null) {
      known = write(file.table());
      pieces.put(file, known);
    }
    return known;
  }

  /** There are more tables than fit. */
  boolean isFull() {
    return full;
  }

  private List<Piece> write(UnwindTable table) throws SystemCallException {
    List<Piece> written = new ArrayList<>();
    int next = 0;
    while (next < table.size()) {
      if (used == ROWS) {
        if (maps.size() == MOST_SHARDS) {
          full = true;
          return List.of();
        }
        open();
      }
      Mapped mapped = current;
      if (mapped == null) {
        return List.of();
      }
      int count = Math.min(ROWS - used, table.size() - next);
      ByteBuffer out = mapped.bytes();
      for (int i = 0; i < count; i++) {
        long row = table.row(next + i);
        int at = (used + i) * ROW_BYTES;
        out.putInt(at, (int) (row >>> 32));
        out.putShort(at + 4, (short) UnwindTable.cfa(row));
        out.put(at + 6, (byte) UnwindTable.type(row));
        out.put(at + 7, (byte) UnwindTable.bp(row));
      }
      written.add(new Piece(next == 0 ? 0 : table.pc(next), maps.size() - 1, used, used + count));
      used += count;
      next += count;
    }
    return List.copyOf(written);
  }

  private void open() throws SystemCallException {
    closeCurrent();
    BpfMap map = BpfMap.array("unwind_rows", ROW_BYTES, ROWS, MMAPABLE);
    try {
      current = LibC.map(map.fd(), 0, (long) ROWS * ROW_BYTES, LibC.PROT_READ | LibC.PROT_WRITE);
      byte[] fd = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(map.fd()).array();
      outer.put(maps.size(), fd);
    } finally {
      maps.add(map);
    }
    used = 0;
  }

  private void closeCurrent() {
    if (current != null) {
      current.close();
      current = null;
    }
  }

  @Override
  public void close() {
    closeCurrent();
    maps.forEach(map -> LibC.closeFd(map.fd()));
    maps.clear();
  }
}
