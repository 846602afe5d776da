package dev.eyepiece.pipeline;

import dev.eyepiece.telemetry.SpanBatch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The requests that were taken, on disk until the store has them. One thread appends; {@link
 * #force} and {@link #release} may come from others.
 *
 * <p>A batch's id is its place: the segment's number in the high 32 bits, the offset in the low
 * ones.
 */
final class Journal implements AutoCloseable {
  /** Rule sets are told apart by hash; no rules yet means one set, the empty one. */
  static final long EMPTY_RULE_SET = 0;

  private static final int STAGING = 1 << 20;

  private final Path folder;
  private final long segmentBytes;
  private final JournalFile.Opener opener;
  private final ByteBuffer staging =
      ByteBuffer.allocateDirect(STAGING).order(ByteOrder.LITTLE_ENDIAN);
  private final Object lock = new Object();

  /** Ended segments by number, with the arrival of their newest record. */
  private final TreeMap<Integer, Long> ended = new TreeMap<>();

  private int number;
  private @Nullable JournalFile current;
  private long size;
  private long newestArrival;
  private boolean broken;
  private volatile boolean dirty;
  private final AtomicLong bytesOnDisk = new AtomicLong();

  Journal(Path folder, long segmentBytes, JournalFile.Opener opener) throws IOException {
    this.folder = folder;
    this.segmentBytes = segmentBytes;
    this.opener = opener;
    Files.createDirectories(folder);
    for (int old : segments()) {
      number = Math.max(number, old);
      bytesOnDisk.addAndGet(Files.size(Segment.path(folder, old)));
    }
    number++;
  }

  private List<Integer> segments() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(Segment::number).filter(n -> n >= 0).sorted().toList();
    }
  }

  /** Takes what a replay finds. */
  interface Replay {
    void request(long id, Segment.Entry entry) throws IOException;

    void answered(long id);

    void torn(Path segment, long lostBytes);
  }

  /** Reads all segments of earlier runs in order, and cuts torn tails off. */
  void replay(Replay replay) throws IOException {
    for (int old : segments()) {
      Path file = Segment.path(folder, old);
      long[] newest = {0};
      long whole =
          Segment.read(
              file,
              entry -> {
                newest[0] = Math.max(newest[0], entry.arrivedUnixNano());
                if (entry.kind() == Segment.REQUEST) {
                  replay.request(id(old, entry.offset()), entry);
                } else {
                  ByteBuffer ids = ByteBuffer.wrap(entry.payload()).order(ByteOrder.LITTLE_ENDIAN);
                  while (ids.remaining() >= 8) {
                    replay.answered(ids.getLong());
                  }
                }
              });
      long lost = Files.size(file) - whole;
      if (lost > 0) {
        replay.torn(file, lost);
        try (JournalFileCut cut = new JournalFileCut(file)) {
          cut.to(whole);
        }
      }
      synchronized (lock) {
        ended.put(old, newest[0]);
      }
    }
  }

  static long id(int segment, long offset) {
    return ((long) segment << 32) | offset;
  }

  /** What is appended: a batch's request, or ids that were answered. */
  record Append(SpanBatch batch, Fingerprint fingerprint) {}

  /**
   * Appends requests; when it returns they are in the file, or none of them is and an exception
   * tells why.
   *
   * @return the ids, in order
   */
  long[] append(List<Append> requests, long arrived) throws IOException {
    long[] ids = new long[requests.size()];
    try {
      JournalFile file = open();
      long at = size;
      staging.clear();
      for (int i = 0; i < ids.length; i++) {
        SpanBatch batch = requests.get(i).batch();
        ids[i] = id(number, at);
        room(file, Segment.HEADER);
        Segment.putHeader(
            staging,
            Segment.REQUEST,
            batch.length(),
            requests.get(i).fingerprint().crc(),
            arrived,
            EMPTY_RULE_SET);
        copy(file, batch.bytes(), batch.length());
        at += Segment.HEADER + batch.length();
      }
      flush(file);
      written(at, arrived);
      return ids;
    } catch (IOException e) {
      undo();
      throw e;
    }
  }

  /** Notes that senders of these requests have their answers. */
  void appendAnswered(List<Long> ids, long arrived) throws IOException {
    byte[] payload = new byte[ids.size() * 8];
    ByteBuffer buffer = ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN);
    ids.forEach(buffer::putLong);
    try {
      JournalFile file = open();
      staging.clear();
      Segment.putHeader(
          staging,
          Segment.ANSWERED,
          payload.length,
          Fingerprint.of(payload, payload.length).crc(),
          arrived,
          EMPTY_RULE_SET);
      copy(file, payload, payload.length);
      flush(file);
      written(size + Segment.HEADER + payload.length, arrived);
    } catch (IOException e) {
      undo();
      throw e;
    }
  }

  private void written(long newSize, long arrived) {
    bytesOnDisk.addAndGet(newSize - size);
    size = newSize;
    newestArrival = Math.max(newestArrival, arrived);
    dirty = true;
  }

  private JournalFile open() throws IOException {
    JournalFile file = current;
    if (file != null && (broken || size >= segmentBytes)) {
      end(file);
      file = null;
    }
    if (file == null) {
      file = opener.open(Segment.path(folder, number));
      synchronized (lock) {
        current = file;
      }
      size = 0;
      newestArrival = 0;
      broken = false;
    }
    return file;
  }

  private void end(JournalFile file) throws IOException {
    synchronized (lock) {
      file.force();
      file.close();
      current = null;
      ended.put(number, newestArrival);
      number++;
    }
  }

  private void room(JournalFile file, int bytes) throws IOException {
    if (staging.remaining() < bytes) {
      flush(file);
    }
  }

  private void copy(JournalFile file, byte[] bytes, int length) throws IOException {
    int at = 0;
    while (at < length) {
      room(file, 1);
      int count = Math.min(staging.remaining(), length - at);
      staging.put(bytes, at, count);
      at += count;
    }
  }

  private void flush(JournalFile file) throws IOException {
    staging.flip();
    file.write(staging);
    staging.clear();
  }

  /**
   * Takes back what a failed append may have written; a file that refuses is ended at its last
   * whole record.
   */
  private void undo() {
    JournalFile file = current;
    if (file == null) {
      return;
    }
    try {
      file.truncate(size);
    } catch (IOException e) {
      // Readers stop at the torn record, so the segment is whole as far as it goes; it gets no more
      // records.
      broken = true;
    }
  }

  /** Forces what was appended to the disk. */
  void force() throws IOException {
    if (!dirty) {
      return;
    }
    synchronized (lock) {
      dirty = false;
      if (current != null) {
        current.force();
      }
    }
  }

  /**
   * Deletes ended segments of which everything is sealed and old enough that no sender tries it
   * again.
   */
  void release(long sealedUpTo, long keepSinceUnixNano) throws IOException {
    synchronized (lock) {
      while (!ended.isEmpty()) {
        int oldest = ended.firstKey();
        boolean sealed = id(oldest + 1, 0) <= sealedUpTo || isLastSealed(oldest, sealedUpTo);
        if (!sealed || ended.firstEntry().getValue() >= keepSinceUnixNano) {
          return;
        }
        Path file = Segment.path(folder, oldest);
        bytesOnDisk.addAndGet(Files.exists(file) ? -Files.size(file) : 0);
        Files.deleteIfExists(file);
        ended.remove(oldest);
      }
    }
  }

  /**
   * Whether the newest request of a segment is sealed: its records after it are notes of answers
   * only.
   */
  private boolean isLastSealed(int segment, long sealedUpTo) throws IOException {
    if ((int) (sealedUpTo >>> 32) != segment) {
      return false;
    }
    long[] last = {-1};
    Segment.read(
        Segment.path(folder, segment),
        entry -> {
          if (entry.kind() == Segment.REQUEST) {
            last[0] = id(segment, entry.offset());
          }
        });
    return last[0] <= sealedUpTo;
  }

  long bytesOnDisk() {
    return bytesOnDisk.get();
  }

  @Override
  public void close() throws IOException {
    JournalFile file = current;
    if (file != null) {
      end(file);
    }
  }
}
