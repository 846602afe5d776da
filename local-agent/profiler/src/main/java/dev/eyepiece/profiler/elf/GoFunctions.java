package dev.eyepiece.profiler.elf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What Go's linker writes of every function, also into stripped programs: its name, and by how much
 * the stack pointer is below the return address at each instruction (runtime/symtab.go, tables of
 * Go 1.18 and later). Immutable.
 */
final class GoFunctions {
  private static final int MAGIC_1_18 = 0xfffffff0;
  private static final int MAGIC_1_20 = 0xfffffff1;
  private static final int HEADER = 72;
  private static final int MOST_FUNCTIONS = 4_000_000;
  private static final int MOST_STEPS = 100_000;
  private static final int FLAG_TOP = 1;
  private static final int FLAG_WRITES_SP = 2;

  private final ByteBuffer table;
  private final long text;
  private final int count;
  private final long names;
  private final long deltas;
  private final long functions;
  private final int flagAt;

  private GoFunctions(ByteBuffer table, long text) throws IOException {
    this.table = table;
    int magic = table.getInt(0);
    if ((magic != MAGIC_1_18 && magic != MAGIC_1_20) || table.get(7) != 8) {
      throw new IOException("the table of Go functions is of a kind that is not known");
    }
    long declared = table.getLong(8);
    if (declared < 0 || declared > MOST_FUNCTIONS) {
      throw new IOException("the table of Go functions has " + declared + " entries");
    }
    count = (int) declared;
    long start = table.getLong(24);
    this.text = start == 0 ? text : start;
    names = table.getLong(32);
    deltas = table.getLong(56);
    functions = table.getLong(64);
    flagAt = magic == MAGIC_1_20 ? 41 : 37;
  }

  /** The table of a file; null when it has none that can be read. */
  static @Nullable GoFunctions read(ElfFile elf, ElfSymbols.Source symbols) {
    ElfFile.Section section = elf.section(".gopclntab");
    if (section == null) {
      section = elf.section(".data.rel.ro.gopclntab");
    }
    ElfFile.Section code = elf.section(".text");
    if (section == null || code == null || section.size() < HEADER) {
      return null;
    }
    try {
      long start = symbols.read().address("runtime.text");
      return new GoFunctions(elf.bytes(section), start == 0 ? code.address() : start);
    } catch (IOException | IndexOutOfBoundsException unreadable) {
      return null;
    }
  }

  private int entry(int index) {
    return table.getInt(place(functions + 8L * index));
  }

  private int place(long offset) {
    if (offset < 0 || offset > table.limit() - 4L) {
      throw new IndexOutOfBoundsException("offset " + offset);
    }
    return (int) offset;
  }

  private int info(int index) {
    return place(
        functions + Integer.toUnsignedLong(table.getInt(place(functions + 8L * index) + 4)));
  }

  /** The name of the function at an address of the file; null for none. */
  @Nullable String name(long address) {
    long offset = address - text;
    try {
      if (offset < 0 || count == 0 || offset >= Integer.toUnsignedLong(entry(count))) {
        return null;
      }
      int low = 0;
      int high = count - 1;
      while (low <= high) {
        int middle = (low + high) >>> 1;
        if (Integer.toUnsignedLong(entry(middle)) <= offset) {
          low = middle + 1;
        } else {
          high = middle - 1;
        }
      }
      if (high < 0) {
        return null;
      }
      String name =
          ElfFile.string(
              table, place(names + Integer.toUnsignedLong(table.getInt(info(high) + 4))));
      return name.isEmpty() ? null : name;
    } catch (IndexOutOfBoundsException damaged) {
      return null;
    }
  }

  /** Rows for all functions, relative to a base, in their order. */
  long[] rows(long base) {
    Rows rows = new Rows();
    for (int i = 0; i < count; i++) {
      int before = rows.count;
      try {
        function(i, base, rows);
      } catch (IndexOutOfBoundsException damaged) {
        // This function has no rule; the next one has its own entry.
        rows.count = before;
      }
    }
    if (count > 0) {
      rows.add(text + Integer.toUnsignedLong(entry(count)) - base, UnwindTable.NONE, 0, 0);
    }
    return rows.done();
  }

  private void function(int index, long base, Rows rows) {
    long pc = text + Integer.toUnsignedLong(entry(index)) - base;
    int info = info(index);
    int flags = table.get(info + flagAt);
    if ((flags & FLAG_TOP) != 0) {
      rows.add(pc, UnwindTable.ROOT, 0, 0);
      return;
    }
    if ((flags & FLAG_WRITES_SP) != 0) {
      // It goes from one stack to another; frame pointers go with it.
      rows.add(pc, UnwindTable.FRAME_POINTER, 0, 0);
      return;
    }
    int pcsp = table.getInt(info + 16);
    if (pcsp == 0) {
      rows.add(pc, UnwindTable.FRAME_POINTER, 0, 0);
      return;
    }
    Cursor cursor = new Cursor(table, place(deltas + Integer.toUnsignedLong(pcsp)));
    long value = -1;
    for (int step = 0; step < MOST_STEPS; step++) {
      long change = cursor.uleb();
      if (change == 0 && step > 0) {
        return;
      }
      value += (change >>> 1) ^ -(change & 1);
      long words = value / 8 + 1;
      boolean plain = value >= 0 && value % 8 == 0 && words <= 0xffff;
      // Whoever has a frame saves rbp right below the return address.
      rows.add(
          pc,
          plain ? UnwindTable.SP : UnwindTable.UNSUPPORTED,
          plain ? (int) words : 0,
          plain && value >= 8 ? -2 : 0);
      pc += cursor.uleb();
    }
  }

  private static final class Rows {
    private long[] rows = new long[4096];
    private int count;

    void add(long pc, int type, int cfaWords, int bpWords) {
      if (pc < 0 || pc > 0xffff_ffffL) {
        return;
      }
      if (count == rows.length) {
        rows = Arrays.copyOf(rows, count * 2);
      }
      rows[count++] = UnwindTable.row(pc, type, cfaWords, bpWords);
    }

    long[] done() {
      return Arrays.copyOf(rows, count);
    }
  }
}
