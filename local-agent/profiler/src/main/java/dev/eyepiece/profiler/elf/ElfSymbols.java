package dev.eyepiece.profiler.elf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The functions of a file by address: {@code .symtab} of the file or of its debug file, else {@code
 * .dynsym}. Names are made when they are asked for. Immutable.
 */
public final class ElfSymbols {
  public static final ElfSymbols NONE =
      new ElfSymbols(new long[0], new long[0], new int[0], ByteBuffer.allocate(0));

  private static final int ENTRY = 24;
  private static final int FUNCTION = 2;
  private static final int INDIRECT_FUNCTION = 10;
  private static final int NO_TYPE = 0;
  private static final int MOST_NAME = 64 << 10;

  private final long[] addresses;
  private final long[] ends;
  private final int[] names;
  private final ByteBuffer text;

  /** Reads symbols where they are needed. */
  @FunctionalInterface
  public interface Source {
    ElfSymbols read() throws IOException;
  }

  private ElfSymbols(long[] addresses, long[] ends, int[] names, ByteBuffer text) {
    this.addresses = addresses;
    this.ends = ends;
    this.names = names;
    this.text = text;
  }

  /**
   * Reads the best table that there is.
   *
   * @param path where the file is, for the debug file beside it
   * @param debugFolders where debug files are, for instance {@code /usr/lib/debug}
   */
  public static ElfSymbols read(ElfFile elf, String path, List<Path> debugFolders)
      throws IOException {
    ElfSymbols own = read(elf, ".symtab");
    if (own.size() > 0) {
      return own;
    }
    ElfSymbols debug = ofDebugFile(elf, path, debugFolders);
    return debug.size() > 0 ? debug : read(elf, ".dynsym");
  }

  private static ElfSymbols ofDebugFile(ElfFile elf, String path, List<Path> folders)
      throws IOException {
    String id = elf.buildId();
    String link = elf.debugLink();
    for (Path folder : folders) {
      if (id.length() > 2) {
        Path file =
            folder
                .resolve(".build-id")
                .resolve(id.substring(0, 2))
                .resolve(id.substring(2) + ".debug");
        ElfSymbols symbols = ofDebugFile(file, id);
        if (symbols != null) {
          return symbols;
        }
      }
      Path parent = Path.of(path).getParent();
      if (!link.isEmpty() && !link.contains("/") && parent != null) {
        String relative = parent.toString();
        ElfSymbols symbols =
            ofDebugFile(folder.resolve(relative.replaceFirst("^/+", "")).resolve(link), id);
        if (symbols != null) {
          return symbols;
        }
      }
    }
    return NONE;
  }

  private static @Nullable ElfSymbols ofDebugFile(Path file, String id) {
    if (!Files.isRegularFile(file)) {
      return null;
    }
    try (ElfFile debug = ElfFile.open(file)) {
      // A debug file of another build would give wrong names.
      return debug.buildId().equals(id) ? read(debug, ".symtab") : null;
    } catch (IOException unreadable) {
      return null;
    }
  }

  private static ElfSymbols read(ElfFile elf, String name) throws IOException {
    ElfFile.Section section = elf.section(name);
    ElfFile.Section strings = section == null ? null : elf.section(section.link());
    if (section == null || strings == null) {
      return NONE;
    }
    ByteBuffer table = elf.bytes(section);
    int count = table.limit() / ENTRY;
    long[] keys = new long[count];
    int kept = 0;
    for (int i = 0; i < count; i++) {
      int type = table.get(i * ENTRY + 4) & 0xf;
      boolean code = type == FUNCTION || type == INDIRECT_FUNCTION || isLabel(table, i, type);
      if (code && table.getShort(i * ENTRY + 6) != 0 && table.getLong(i * ENTRY + 8) != 0) {
        keys[kept++] = i;
      }
    }
    return sorted(table, Arrays.copyOf(keys, kept), elf.bytes(strings));
  }

  /** Written in assembler without a type, and global: {@code _start} in old C libraries. */
  private static boolean isLabel(ByteBuffer table, int index, int type) {
    return type == NO_TYPE
        && (table.get(index * ENTRY + 4) >> 4) == 1
        && table.getLong(index * ENTRY + 16) > 0;
  }

  private static ElfSymbols sorted(ByteBuffer table, long[] indices, ByteBuffer text) {
    Integer[] order = new Integer[indices.length];
    for (int i = 0; i < order.length; i++) {
      order[i] = (int) indices[i];
    }
    // Of several names at one address: the sized one, then the global one, then the shorter.
    Arrays.sort(
        order,
        (a, b) -> {
          int byAddress =
              Long.compareUnsigned(table.getLong(a * ENTRY + 8), table.getLong(b * ENTRY + 8));
          return byAddress != 0 ? byAddress : Integer.compare(rank(table, a), rank(table, b));
        });
    long[] addresses = new long[order.length];
    long[] ends = new long[order.length];
    int[] names = new int[order.length];
    int kept = 0;
    for (int index : order) {
      long address = table.getLong(index * ENTRY + 8);
      if (kept > 0 && addresses[kept - 1] == address) {
        continue;
      }
      addresses[kept] = address;
      long size = table.getLong(index * ENTRY + 16);
      ends[kept] = size <= 0 ? 0 : address + size;
      names[kept++] = table.getInt(index * ENTRY);
    }
    // A function without a size reaches to the next one, at most a page.
    for (int i = 0; i < kept; i++) {
      if (ends[i] == 0) {
        long next = i + 1 < kept ? addresses[i + 1] : Long.MAX_VALUE;
        ends[i] = Math.min(next, addresses[i] + 4096);
      }
    }
    return new ElfSymbols(
        Arrays.copyOf(addresses, kept),
        Arrays.copyOf(ends, kept),
        Arrays.copyOf(names, kept),
        text);
  }

  private static int rank(ByteBuffer table, int index) {
    int bind = (table.get(index * ENTRY + 4) & 0xff) >> 4;
    return (table.getLong(index * ENTRY + 16) > 0 ? 0 : 4) + (bind == 1 ? 0 : bind == 2 ? 1 : 2);
  }

  /** The address of the first function of that name; 0 for none. Looks at all of them. */
  public long address(String name) {
    for (int i = 0; i < names.length; i++) {
      if (ElfFile.string(text, names[i]).equals(name)) {
        return addresses[i];
      }
    }
    return 0;
  }

  public int size() {
    return addresses.length;
  }

  /** The name of the function at an address of the file, as it is written; null for none. */
  public @Nullable String name(long address) {
    int at = Arrays.binarySearch(addresses, address);
    if (at < 0) {
      at = -at - 2;
    }
    // A smaller function may lie in a larger one; the one that starts last and reaches here holds.
    for (int back = 0; at >= 0 && back < 8; at--, back++) {
      if (address < ends[at]) {
        String name = ElfFile.string(text, names[at]);
        return name.isEmpty() || name.length() > MOST_NAME ? null : name;
      }
    }
    return null;
  }
}
