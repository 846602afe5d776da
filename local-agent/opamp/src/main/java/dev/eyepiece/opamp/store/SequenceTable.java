package dev.eyepiece.opamp.store;

import dev.eyepiece.opamp.InstanceUid;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The sequence number and time of each agent's last message, in a mapped file: a heartbeat changes
 * memory, which outlives the process, and nothing is written by it. A power cut may lose the newest
 * of them; then an agent is asked for its state once more. Safe for use by several threads.
 */
public final class SequenceTable implements AutoCloseable {
  private static final int SLOT_BYTES = 40;
  private static final int CHUNK_SLOTS = 4096;
  private static final long CHUNK_BYTES = (long) SLOT_BYTES * CHUNK_SLOTS;
  private static final int UID_HIGH = 0;
  private static final int UID_LOW = 8;
  private static final int SEQUENCE = 16;
  private static final int SEEN = 24;
  private static final int CHECK = 32;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;

  /**
   * What is known of an agent's last message.
   *
   * @param seenUnixMillis when it came
   */
  public record Last(long sequence, long seenUnixMillis) {}

  private final Arena arena = Arena.ofShared();
  private final FileChannel file;
  private final List<MemorySegment> chunks = new ArrayList<>();
  private final Map<InstanceUid, Integer> slots = new HashMap<>();
  private final Deque<Integer> free = new ArrayDeque<>();

  private SequenceTable(FileChannel file) {
    this.file = file;
  }

  /** Opens the table of a folder; slots that are torn are free. */
  public static SequenceTable open(Path path) throws IOException {
    FileChannel file =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    SequenceTable table = new SequenceTable(file);
    long size = file.size();
    for (long at = 0; at < size; at += CHUNK_BYTES) {
      table.grow();
    }
    return table;
  }

  private void grow() throws IOException {
    int chunk = chunks.size();
    MemorySegment segment =
        file.map(FileChannel.MapMode.READ_WRITE, chunk * CHUNK_BYTES, CHUNK_BYTES, arena);
    chunks.add(segment);
    for (int i = 0; i < CHUNK_SLOTS; i++) {
      long at = (long) i * SLOT_BYTES;
      InstanceUid uid =
          new InstanceUid(segment.get(LONG, at + UID_HIGH), segment.get(LONG, at + UID_LOW));
      int slot = chunk * CHUNK_SLOTS + i;
      if ((uid.high() | uid.low()) == 0
          || segment.get(LONG, at + CHECK) != check(segment, at)
          || slots.putIfAbsent(uid, slot) != null) {
        free.add(slot);
      }
    }
  }

  private static long check(MemorySegment segment, long at) {
    long mixed = 0x9e3779b97f4a7c15L;
    for (int field = UID_HIGH; field < CHECK; field += Long.BYTES) {
      mixed = (mixed ^ segment.get(LONG, at + field)) * 0xff51afd7ed558ccdL;
      mixed ^= mixed >>> 32;
    }
    return mixed;
  }

  /** What was put last; {@code null} for nothing. */
  public synchronized @Nullable Last get(InstanceUid uid) {
    Integer slot = slots.get(uid);
    if (slot == null) {
      return null;
    }
    MemorySegment segment = chunks.get(slot / CHUNK_SLOTS);
    long at = (long) (slot % CHUNK_SLOTS) * SLOT_BYTES;
    return new Last(segment.get(LONG, at + SEQUENCE), segment.get(LONG, at + SEEN));
  }

  /**
   * Puts what is known of an agent.
   *
   * @throws IOException when the file has to grow and cannot
   */
  public synchronized void put(InstanceUid uid, long sequence, long seenUnixMillis)
      throws IOException {
    Integer known = slots.get(uid);
    if (known == null) {
      if (free.isEmpty()) {
        grow();
      }
      known = free.remove();
      slots.put(uid, known);
    }
    MemorySegment segment = chunks.get(known / CHUNK_SLOTS);
    long at = (long) (known % CHUNK_SLOTS) * SLOT_BYTES;
    segment.set(LONG, at + UID_HIGH, uid.high());
    segment.set(LONG, at + UID_LOW, uid.low());
    segment.set(LONG, at + SEQUENCE, sequence);
    segment.set(LONG, at + SEEN, seenUnixMillis);
    segment.set(LONG, at + CHECK, check(segment, at));
  }

  /** Forgets an agent. */
  public synchronized void remove(InstanceUid uid) {
    Integer slot = slots.remove(uid);
    if (slot != null) {
      MemorySegment segment = chunks.get(slot / CHUNK_SLOTS);
      segment.asSlice((long) (slot % CHUNK_SLOTS) * SLOT_BYTES, SLOT_BYTES).fill((byte) 0);
      free.add(slot);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    slots.clear();
    free.clear();
    chunks.clear();
    arena.close();
    file.close();
  }
}
