package dev.eyepiece.pipeline;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The segment that still grows. Records are gathered and written together; either all of them are
 * in the file or none is. For one thread, {@link #force} excepted.
 */
final class SegmentWriter {
  private final JournalFile file;
  private final int number;

  /** Lent by the journal: one buffer serves all its segments. */
  private final ByteBuffer staging;

  private long size;
  private long end;
  private long lastRequest = -1;
  private long pendingRequest = -1;
  private boolean torn;
  private volatile boolean dirty;

  SegmentWriter(JournalFile file, int number, ByteBuffer staging) {
    this.file = file;
    this.number = number;
    this.staging = staging.order(ByteOrder.LITTLE_ENDIAN);
  }

  int number() {
    return number;
  }

  /** Bytes of whole records. */
  long size() {
    return size;
  }

  /** Id of the newest request, -1 when there is none. */
  long lastRequest() {
    return lastRequest;
  }

  /** Begins a group of records; cuts what an earlier failure has left behind. */
  void begin() throws IOException {
    if (torn) {
      file.truncate(size);
      torn = false;
    }
    staging.clear();
    end = size;
    pendingRequest = lastRequest;
  }

  /** Adds a record to the group; answers with its id. */
  long put(byte kind, byte signal, byte[] payload, int length, int crc, long arrived, long ruleSet)
      throws IOException {
    long id = Journal.id(number, end);
    if (staging.remaining() < Segment.HEADER) {
      flush();
    }
    Segment.putHeader(staging, kind, signal, length, crc, arrived, ruleSet);
    int at = 0;
    while (at < length) {
      if (!staging.hasRemaining()) {
        flush();
      }
      int count = Math.min(staging.remaining(), length - at);
      staging.put(payload, at, count);
      at += count;
    }
    end += Segment.HEADER + length;
    if (kind == Segment.REQUEST) {
      pendingRequest = id;
    }
    return id;
  }

  /** Ends the group: it is in the file, and on the disk when forced. */
  void commit(boolean force) throws IOException {
    flush();
    if (force) {
      file.force();
    }
    size = end;
    lastRequest = pendingRequest;
    if (!force) {
      dirty = true;
    }
  }

  /** Takes back a group that failed; what cannot be cut now is cut before anything follows it. */
  void undo() {
    torn = true;
    try {
      file.truncate(size);
      torn = false;
    } catch (IOException e) {
      // The caller reports the failure that led here; begin() tries again and fails as long as
      // this does.
      torn = true;
    }
  }

  private void flush() throws IOException {
    staging.flip();
    file.write(staging);
    staging.clear();
  }

  /** Forces what was written to the disk; tried again when it failed. */
  void force() throws IOException {
    if (dirty) {
      dirty = false;
      try {
        file.force();
      } catch (IOException e) {
        dirty = true;
        throw e;
      }
    }
  }

  /** Ends the segment, forced. */
  void close() throws IOException {
    if (torn) {
      file.truncate(size);
      torn = false;
    }
    force();
    file.close();
  }
}
