package dev.eyepiece.pipeline;

import dev.eyepiece.otlp.Hops;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * The segment that still grows. Records are gathered and written together; either all of them are
 * in the file or none is. For one thread, {@link #force} excepted.
 */
final class SegmentWriter {
  /** Of one write; systems take 1,024. */
  private static final int MOST_PIECES = 512;

  private final JournalFile file;
  private final int number;

  /** Lent by the journal: one buffer serves all its segments. */
  private final ByteBuffer staging;

  private final LongAdder copied;

  /** What is to be written, in order: pieces of the staging, and buffers that are not ours. */
  private final List<ByteBuffer> gathered = new ArrayList<>();

  /** Where in the staging begins what is not among them yet. */
  private int from;

  private long size;
  private long end;
  private long lastRequest = -1;
  private long pendingRequest = -1;
  private boolean torn;
  private volatile boolean dirty;

  /**
   * @param copied counts payload that goes through the staging
   */
  SegmentWriter(JournalFile file, int number, ByteBuffer staging, LongAdder copied) {
    this.file = file;
    this.number = number;
    this.copied = copied;
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
    clear();
    end = size;
    pendingRequest = lastRequest;
  }

  /**
   * What stands before a record's payload.
   *
   * @param hops who forwarded it, see {@link Hops#bytes}
   * @param length of the payload
   * @param crc of the payload
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Head(
      byte kind, byte signal, byte[] hops, int length, int crc, long arrived, long ruleSet) {}

  /**
   * Adds a record to the group; answers with its id.
   *
   * @param parts the payload in direct buffers, which are to be there until the group has ended;
   *     none when it is in the array alone
   */
  long put(Head head, byte[] payload, List<ByteBuffer> parts) throws IOException {
    long id = Journal.id(number, end);
    if (staging.remaining() < Segment.HEADER + head.hops().length
        || gathered.size() + parts.size() > MOST_PIECES) {
      flush();
    }
    Segment.putHeader(
        staging,
        head.kind(),
        head.signal(),
        head.hops(),
        head.length(),
        head.crc(),
        head.arrived(),
        head.ruleSet());
    if (parts.isEmpty()) {
      copy(payload, head.length());
    } else {
      gatherStaged();
      parts.forEach(part -> gathered.add(part.duplicate()));
    }
    end += Segment.HEADER + head.hops().length + head.length();
    if (head.kind() == Segment.REQUEST) {
      pendingRequest = id;
    }
    return id;
  }

  private void copy(byte[] payload, int length) throws IOException {
    int at = 0;
    while (at < length) {
      if (!staging.hasRemaining()) {
        flush();
      }
      int count = Math.min(staging.remaining(), length - at);
      staging.put(payload, at, count);
      at += count;
    }
    copied.add(length);
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

  private void gatherStaged() {
    if (staging.position() > from) {
      gathered.add(staging.slice(from, staging.position() - from));
      from = staging.position();
    }
  }

  private void flush() throws IOException {
    gatherStaged();
    ByteBuffer[] pieces = gathered.toArray(ByteBuffer[]::new);
    clear();
    file.write(pieces);
  }

  private void clear() {
    gathered.clear();
    staging.clear();
    from = 0;
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
