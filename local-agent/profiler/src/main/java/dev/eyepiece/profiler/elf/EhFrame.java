package dev.eyepiece.profiler.elf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes rows of an {@link UnwindTable} of {@code .eh_frame} (LSB core specification, "Exception
 * Frames"; DWARF 5, 6.4). Entries that cannot be read are left out; their code has no rule. For one
 * use.
 */
public final class EhFrame {
  private static final int MOST_ROWS = 16 << 20;

  private final ByteBuffer in;
  private final long sectionAddress;
  private final Map<Integer, Cie> entries = new HashMap<>();
  private final CfaMachine machine;
  private final long base;
  private long[] rows = new long[1024];
  private int count;

  /** A common entry: what its functions share. */
  record Cie(
      long codeAlign,
      long dataAlign,
      int returnRegister,
      int pointerEncoding,
      boolean augmented,
      boolean signal,
      int instructions,
      int end) {}

  private EhFrame(ByteBuffer in, long sectionAddress, long base) {
    this.in = in;
    this.sectionAddress = sectionAddress;
    this.base = base;
    machine = new CfaMachine(in);
  }

  /**
   * The rows of a file, not sorted and relative to a base.
   *
   * @param base the lowest address of the file
   */
  static long[] rows(ElfFile elf, long base) throws IOException {
    ElfFile.Section section = elf.section(".eh_frame");
    if (section == null) {
      return new long[0];
    }
    EhFrame reader = new EhFrame(elf.bytes(section), section.address(), base);
    reader.readAll();
    return Arrays.copyOf(reader.rows, reader.count);
  }

  private void readAll() {
    int at = 0;
    while (at + 8 <= in.limit() && count < MOST_ROWS) {
      long length = Integer.toUnsignedLong(in.getInt(at));
      int body = at + 4;
      if (length == 0xffff_ffffL) {
        if (at + 12 > in.limit()) {
          return;
        }
        length = in.getLong(at + 4);
        body = at + 12;
      }
      if (length == 0) {
        // The end that a linker writes; another file's part may follow.
        at += 4;
        continue;
      }
      if (length < 4 || length > in.limit() - body) {
        return;
      }
      int end = body + (int) length;
      long pointer = Integer.toUnsignedLong(in.getInt(body));
      if (pointer != 0) {
        Cie cie = cie(body - pointer);
        if (cie != null) {
          function(cie, body + 4, end);
        }
      }
      at = end;
    }
  }

  private @Nullable Cie cie(long offset) {
    if (offset < 0 || offset + 9 > in.limit()) {
      return null;
    }
    int at = (int) offset;
    Cie known = entries.get(at);
    if (known != null) {
      return known;
    }
    try {
      Cie cie = readCie(at);
      if (cie != null) {
        entries.put(at, cie);
      }
      return cie;
    } catch (IndexOutOfBoundsException broken) {
      return null;
    }
  }

  private @Nullable Cie readCie(int at) {
    long length = Integer.toUnsignedLong(in.getInt(at));
    if (length == 0xffff_ffffL || length > in.limit() - at - 4) {
      return null;
    }
    int end = at + 4 + (int) length;
    Cursor cursor = new Cursor(in, at + 8);
    int version = cursor.u8();
    String augmentation = cursor.text();
    if ((version != 1 && version != 3) || augmentation.startsWith("eh")) {
      return null;
    }
    long codeAlign = cursor.uleb();
    long dataAlign = cursor.sleb();
    int returnRegister = version == 1 ? cursor.u8() : (int) cursor.uleb();
    int encoding = 0;
    boolean signal = false;
    boolean augmented = augmentation.startsWith("z");
    int instructions = cursor.position();
    if (augmented) {
      long size = cursor.uleb();
      instructions = cursor.position() + Math.clamp(size, 0, in.limit());
      for (int i = 1; i < augmentation.length(); i++) {
        switch (augmentation.charAt(i)) {
          case 'R' -> encoding = cursor.u8();
          case 'P' -> cursor.encoded(cursor.u8(), 0);
          case 'L' -> cursor.u8();
          case 'S' -> signal = true;
          default -> i = augmentation.length();
        }
      }
    }
    return new Cie(
        codeAlign, dataAlign, returnRegister, encoding, augmented, signal, instructions, end);
  }

  private void function(Cie cie, int from, int end) {
    try {
      Cursor cursor = new Cursor(in, from);
      long start = cursor.encoded(cie.pointerEncoding(), sectionAddress);
      long length = cursor.encoded(cie.pointerEncoding() & 0x0f, 0);
      if (cie.augmented()) {
        long size = cursor.uleb();
        cursor.skip(size);
      }
      long pc = start - base;
      if (pc < 0 || length <= 0 || pc + length > 0xffff_ffffL) {
        return;
      }
      int before = count;
      machine.run(cie, cursor.position(), end, pc, pc + length, this::add);
      if (count > before) {
        add(pc + length, UnwindTable.NONE, 0, 0);
      }
    } catch (IndexOutOfBoundsException broken) {
      // An entry that ends too early describes nothing; code without a rule stops the walk.
      return;
    }
  }

  private void add(long pc, int type, int cfa, int bp) {
    if (count == rows.length) {
      rows = Arrays.copyOf(rows, count * 2);
    }
    rows[count++] = UnwindTable.row(pc, type, cfa, bp);
  }
}
