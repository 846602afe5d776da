package dev.eyepiece.profiler.perf;

import dev.eyepiece.profiler.perf.Event.FileId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code PERF_RECORD_*} (linux/perf_event.h) of events whose records end with thread and time
 * ({@code sample_id_all} with TID and TIME).
 */
public final class EventReader {
  private static final int MMAP2 = 10;
  private static final int LOST = 2;
  private static final int COMM = 3;
  private static final int EXIT = 4;
  private static final int FORK = 7;
  private static final int SAMPLE = 9;
  private static final int EXEC = 1 << 13;
  private static final int HEADER = 8;
  private static final int TRAILER = 16;

  private EventReader() {}

  /** The event of a record; null for one that says nothing here. */
  public static @Nullable Event read(ByteBuffer record) {
    int type = record.getInt(0);
    int end = record.limit() - TRAILER;
    if (end < HEADER + 16 && type != SAMPLE) {
      return null;
    }
    return switch (type) {
      case MMAP2 -> mapped(record, end);
      case COMM -> {
        boolean exec = (record.getShort(4) & EXEC) != 0;
        int pid = record.getInt(8);
        yield new Event.Named(
            record.getLong(end + 8), pid, record.getInt(12), text(record, 16, end), exec);
      }
      case FORK ->
          record.getInt(8) == record.getInt(12)
              ? null
              : new Event.Forked(record.getLong(24), record.getInt(8), record.getInt(12));
      case EXIT ->
          record.getInt(8) == record.getInt(16)
              ? new Event.Ended(record.getLong(24), record.getInt(8))
              : null;
      case LOST -> new Event.Lost(record.getLong(end + 8), record.getLong(16));
      case SAMPLE -> tick(record);
      default -> null;
    };
  }

  private static @Nullable Event mapped(ByteBuffer record, int end) {
    if (end < 72) {
      return null;
    }
    FileId file =
        FileId.of(
            Integer.toUnsignedLong(record.getInt(40)),
            Integer.toUnsignedLong(record.getInt(44)),
            record.getLong(48));
    return new Event.Mapped(
        record.getLong(end + 8),
        record.getInt(8),
        record.getLong(16),
        record.getLong(24),
        record.getLong(32),
        file,
        text(record, 72, end));
  }

  private static @Nullable Event tick(ByteBuffer record) {
    // IP, pid, tid, time, then registers behind their ABI, then the stack behind its size.
    if (record.limit() < 40 || record.getLong(32) == 0) {
      return null;
    }
    if (record.limit() < 72) {
      return null;
    }
    long size = record.getLong(64);
    int room = record.limit() - 80;
    long taken = size > 0 && size <= room ? record.getLong(72 + (int) size) : 0;
    return new Event.Tick(
        record.getLong(24),
        record.getInt(16),
        record.getInt(20),
        record.getLong(56),
        record.getLong(48),
        record.getLong(40),
        record
            .slice(72, (int) Math.clamp(taken, 0, Math.max(0, Math.min(size, room))))
            .order(record.order()));
  }

  private static String text(ByteBuffer record, int from, int limit) {
    int end = from;
    while (end < limit && record.get(end) != 0) {
      end++;
    }
    byte[] bytes = new byte[end - from];
    record.get(from, bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
