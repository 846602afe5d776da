package dev.eyepiece.store.marks;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Makes a section of the marks of some chunks. For one thread. */
final class SectionBuilder {
  /** Of the bitmap by which different values are counted: good for millions. */
  private static final int COUNTING_BITS = 1 << 20;

  /** A table of trigrams is folded while no more than this share of its bits is set. */
  private static final int SPARSE = 16;

  private static final int SMALLEST_TABLE = 256;

  private final List<Map<String, TextMarks>> chunks;
  private final long[] any = new long[Trigrams.WORDS];
  private final long[] upper = new long[Trigrams.WORDS];
  private final ByteArrayOutputStream tables = new ByteArrayOutputStream();
  private final List<Merged> columns = new ArrayList<>();

  private SectionBuilder(List<Map<String, TextMarks>> chunks) {
    this.chunks = chunks;
  }

  /** A column's place among the tables, and its values, whose place follows all tables. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Merged(
      String name, int flags, int any, int anyBits, int upper, int upperBits, byte[] values) {}

  /**
   * The pages of a section; empty when its columns are too many for the first page.
   *
   * @param key by which they are told from those of any other section
   */
  static Optional<byte[]> build(long key, List<Map<String, TextMarks>> chunks) {
    return new SectionBuilder(chunks).build(key);
  }

  private Optional<byte[]> build(long key) {
    TreeSet<String> names = new TreeSet<>();
    chunks.forEach(chunk -> names.addAll(chunk.keySet()));
    for (String name : names) {
      List<TextMarks> parts = new ArrayList<>();
      for (Map<String, TextMarks> chunk : chunks) {
        TextMarks part = chunk.get(name);
        if (part != null) {
          parts.add(part);
        }
      }
      columns.add(merged(name, parts));
    }
    int tableBlocks = tables.size() / Pages.BLOCK;
    int at = tableBlocks;
    int size = SectionHeader.size(names);
    if (size > Pages.CONTENT) {
      return Optional.empty();
    }
    ByteBuffer header = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    header.putLong(SectionHeader.MAGIC).putLong(TextMarker.SEED);
    header.putInt(tableBlocks).putInt(columns.size());
    for (Merged column : columns) {
      byte[] name = column.name().getBytes(StandardCharsets.UTF_8);
      header.put((byte) name.length).put(name).put((byte) column.flags());
      header.putInt(column.any()).putInt(column.anyBits());
      header.putInt(column.upper()).putInt(column.upperBits());
      header.putInt(at).putInt(column.values().length / Pages.BLOCK);
      at += column.values().length / Pages.BLOCK;
    }
    columns.forEach(column -> tables.writeBytes(column.values()));
    return Optional.of(Pages.of(key, header.array(), tables.toByteArray()));
  }

  private Merged merged(String name, List<TextMarks> parts) {
    Arrays.fill(any, 0);
    Arrays.fill(upper, 0);
    int flags = 0;
    for (TextMarks part : parts) {
      flags |= part.flags();
      part.any().addTo(any);
      part.upper().addTo(upper);
    }
    if (Trigrams.count(any) > Trigrams.BITS / 2) {
      flags |= TextMarks.SATURATED;
    }
    boolean tell = (flags & (TextMarks.SATURATED | TextMarks.FOLDING)) == 0;
    int anyAt = tables.size() / Pages.BLOCK;
    int anyBits = tell ? table(any) : 0;
    int upperAt = tables.size() / Pages.BLOCK;
    int upperBits = tell ? table(upper) : 0;
    return new Merged(name, flags, anyAt, anyBits, upperAt, upperBits, values(parts));
  }

  /** Appends a table, folded while it is sparse; answers with its bits, 0 for an empty one. */
  private int table(long[] full) {
    int bits = full.length * Long.SIZE;
    int set = Trigrams.count(full);
    if (set == 0) {
      return 0;
    }
    long[] words = full.clone();
    while (bits > SMALLEST_TABLE && set * SPARSE <= bits) {
      bits /= 2;
      int half = bits / Long.SIZE;
      for (int i = 0; i < half; i++) {
        words[i] |= words[i + half];
      }
    }
    byte[] bytes = new byte[bits / Byte.SIZE];
    for (int i = 0; i < bits / Long.SIZE; i++) {
      Blocks.LONG.set(bytes, i * Long.BYTES, words[i]);
    }
    tables.writeBytes(bytes);
    return bits;
  }

  private byte[] values(List<TextMarks> parts) {
    byte[] blocks = new byte[Blocks.count(different(parts)) * Pages.BLOCK];
    int count = blocks.length / Pages.BLOCK;
    for (TextMarks part : parts) {
      for (int hash : part.values()) {
        Blocks.add(blocks, Blocks.block(hash, count) * Pages.BLOCK, hash);
      }
    }
    return blocks;
  }

  /** About how many values there are, by how many bits of a bitmap they leave unset. */
  private long different(List<TextMarks> parts) {
    if (parts.size() == 1) {
      return parts.getFirst().values().length;
    }
    long[] seen = new long[COUNTING_BITS / Long.SIZE];
    long sum = 0;
    for (TextMarks part : parts) {
      sum += part.values().length;
      for (int hash : part.values()) {
        int bit = hash >>> (Integer.SIZE - 20);
        seen[bit >>> 6] |= 1L << bit;
      }
    }
    int unset = COUNTING_BITS - Trigrams.count(seen);
    double share = Math.max(1, unset) / (double) COUNTING_BITS;
    return Math.min(sum, 1 + (long) (-COUNTING_BITS * Math.log(share)));
  }
}
