package dev.eyepiece.stacks.format;

import java.util.Arrays;

/** Numbers of frames by the bytes that stand for them in a text. For one thread. */
final class ByteFrames {
  private static final int MAX_ENTRIES = 1 << 22;
  private static final int MAX_BYTES = 1 << 29;
  private static final int ABSENT = -1;

  private byte[] arena = new byte[1 << 16];
  private int used;
  private int[] offset = new int[1 << 10];
  private int[] length = new int[1 << 10];
  private int[] hashes = new int[1 << 10];
  private int[] frame = new int[1 << 10];
  private int entries;
  private int[] table = new int[1 << 12];

  /** The frame for a range with that hash; -1 when there is none yet. */
  int find(byte[] bytes, int from, int to, int hash) {
    int mask = table.length - 1;
    for (int slot = hash & mask; table[slot] != 0; slot = (slot + 1) & mask) {
      int entry = table[slot] - 1;
      if (hashes[entry] == hash
          && Arrays.equals(arena, offset[entry], offset[entry] + length[entry], bytes, from, to)) {
        return frame[entry];
      }
    }
    return ABSENT;
  }

  /** Adds a range that is not there; forgets all others when there are very many. */
  void put(byte[] bytes, int from, int to, int hash, int frameId) {
    int size = to - from;
    if (entries == MAX_ENTRIES || used > MAX_BYTES - size) {
      entries = 0;
      used = 0;
      Arrays.fill(table, 0);
    }
    if (used + size > arena.length) {
      arena = Arrays.copyOf(arena, Math.max(used + size, arena.length * 2));
    }
    if (entries == offset.length) {
      int capacity = entries * 2;
      offset = Arrays.copyOf(offset, capacity);
      length = Arrays.copyOf(length, capacity);
      hashes = Arrays.copyOf(hashes, capacity);
      frame = Arrays.copyOf(frame, capacity);
    }
    System.arraycopy(bytes, from, arena, used, size);
    offset[entries] = used;
    length[entries] = size;
    hashes[entries] = hash;
    frame[entries] = frameId;
    used += size;
    entries++;
    if (entries > table.length / 4) {
      table = new int[table.length * 2];
      for (int entry = 0; entry < entries; entry++) {
        insert(entry);
      }
    } else {
      insert(entries - 1);
    }
  }

  private void insert(int entry) {
    int mask = table.length - 1;
    int slot = hashes[entry] & mask;
    while (table[slot] != 0) {
      slot = (slot + 1) & mask;
    }
    table[slot] = entry + 1;
  }
}
