package dev.eyepiece.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The requests that one endpoint is still to get, on disk and within a cap of bytes, oldest first.
 * When it is full the oldest file of it goes, with what it holds, and that is counted. After a
 * crash it is as it was, but that the requests that were under way are handed out again. For one
 * thread.
 */
final class ForwardQueue implements AutoCloseable {
  private static final long LEAST_PART = 1 << 16;
  private static final long MOST_PART = 8 << 20;

  private final long capBytes;
  private final LongSupplier freeBytes;
  private final long floorBytes;
  private final QueueFiles files;
  private final QueueReader reader;
  private ForwardState state = ForwardState.NEW;

  /** Requests that were handed out, by their place, with their bytes. */
  private final TreeMap<Long, Integer> handed = new TreeMap<>();

  private long handedBytes;

  /** Where the next request to hand out is. */
  private int readPart;

  private long readAt;
  private long forcedCursor;
  private long notedDone;
  private String trouble = "";

  private ForwardQueue(
      Path folder,
      long capBytes,
      JournalFile.Opener opener,
      LongSupplier freeBytes,
      long floorBytes) {
    this.capBytes = capBytes;
    this.freeBytes = freeBytes;
    this.floorBytes = floorBytes;
    long part = Math.clamp(capBytes / 8, LEAST_PART, MOST_PART);
    files = new QueueFiles(folder, part, opener);
    reader = new QueueReader(folder);
  }

  /**
   * Opens the queue of a folder, which need not be there.
   *
   * @param capBytes files that an earlier run left beyond it go with the next request
   * @param freeBytes usable bytes of the disk
   * @param floorBytes free disk below which the queue does not grow
   */
  static ForwardQueue open(
      Path folder,
      long capBytes,
      JournalFile.Opener opener,
      LongSupplier freeBytes,
      long floorBytes)
      throws IOException {
    ForwardQueue queue = new ForwardQueue(folder, capBytes, opener, freeBytes, floorBytes);
    ForwardState state = QueueFiles.state(folder);
    QueueContent content = new QueueContent(state.done());
    queue.files.read(content);
    queue.state = state;
    queue.trouble = content.trouble();
    queue.forcedCursor = state.cursor();
    queue.notedDone = state.done();
    queue.readPart = (int) (state.done() >>> 32);
    queue.readAt = state.done() & 0xFFFF_FFFFL;
    return queue;
  }

  /** The road's id up to which everything was looked at, -1 for a queue that is new. */
  long cursor() {
    return state.cursor();
  }

  /** The same, as the disk has it. */
  long forcedCursor() {
    return forcedCursor;
  }

  /** Everything up to this id was looked at. */
  void seen(long id) {
    if (id > state.cursor()) {
      state = with(id, state.lostRequests(), state.lostBytes());
    }
  }

  /** Notes on disk that everything up to this id was looked at, also when it is the first. */
  void mark(long id) throws IOException {
    seen(Math.max(0, id));
    write(List.of(), state.cursor());
    force();
  }

  private ForwardState with(long cursor, long lostRequests, long lostBytes) {
    return new ForwardState(cursor, done(), lostRequests, lostBytes);
  }

  /** Everything before this place was sent or given up. */
  private long done() {
    return handed.isEmpty() ? Journal.id(readPart, readAt) : handed.firstKey();
  }

  /**
   * Queues requests; when there is no room the oldest go, and when there is none even so, these.
   *
   * @throws IOException when they cannot be written; they are counted as lost
   */
  void append(List<ForwardItem> items) throws IOException {
    long bytes = items.stream().mapToLong(ForwardItem::length).sum();
    long before = state.cursor();
    // With them, so that what is on disk is not asked for again after a crash.
    items.forEach(item -> seen(item.id()));
    try {
      if (!makeRoom(QueueFiles.cost(items))) {
        lost(items.size(), bytes);
        return;
      }
      write(items, before);
    } catch (IOException e) {
      lost(items.size(), bytes);
      throw e;
    }
  }

  /**
   * @param before the cursor of a file that begins with them: what is not in it yet was not seen
   */
  private void write(List<ForwardItem> items, long before) throws IOException {
    long done = done();
    files.append(
        items,
        with(before, state.lostRequests(), state.lostBytes()),
        with(state.cursor(), state.lostRequests(), state.lostBytes()));
    notedDone = done;
  }

  /** Counts requests that did not come to be queued, or could not be read back. */
  void lost(long requests, long bytes) {
    state = with(state.cursor(), state.lostRequests() + requests, state.lostBytes() + bytes);
  }

  private boolean makeRoom(long wanted) throws IOException {
    boolean low = freeBytes.getAsLong() < floorBytes;
    long cap = low ? Math.min(capBytes, files.bytes()) : capBytes;
    while (files.bytes() + wanted > cap && !files.parts.isEmpty()) {
      QueuePart oldest = files.parts.firstEntry().getValue();
      if (files.isCurrent(oldest)) {
        files.end();
      }
      drop(oldest);
    }
    return files.bytes() + wanted <= cap;
  }

  private void drop(QueuePart part) throws IOException {
    lost(part.waiting, part.waitingBytes);
    remove(part);
    if (readPart <= part.number) {
      readPart = part.number + 1;
      readAt = 0;
    }
  }

  private void remove(QueuePart part) throws IOException {
    reader.release(part.number);
    files.remove(part);
  }

  /**
   * The oldest request that was not handed out yet; null when there is none.
   *
   * @throws IOException when it cannot be told now; it is the next one still
   */
  @Nullable ForwardItem next() throws IOException {
    for (QueuePart part = files.from(readPart); part != null; part = files.from(readPart)) {
      if (part.number != readPart) {
        readPart = part.number;
        readAt = 0;
      }
      Segment.Entry entry = readAt < part.size ? read(part) : null;
      if (entry == null && files.isCurrent(part)) {
        return null;
      }
      if (entry == null) {
        // A file that cannot be read to its end leaves requests that nobody can send.
        lost(part.waiting, part.waitingBytes);
        part.handedOut(part.waitingBytes);
        part.waiting = 0;
        readPart = part.number + 1;
        readAt = 0;
        continue;
      }
      readAt = entry.end();
      ForwardItem item = QueueReader.item(part.number, entry);
      if (item != null) {
        part.handedOut(item.length());
        handed.put(item.place(), item.length());
        handedBytes += item.length();
        return item;
      }
    }
    return null;
  }

  private Segment.@Nullable Entry read(QueuePart part) throws IOException {
    try {
      Segment.Entry entry = reader.read(part, readAt);
      part.damaged |= entry == null || entry.offset() != readAt;
      if (part.damaged && trouble.isEmpty()) {
        trouble = "a file of its queue on disk is damaged and is kept as .aside";
      }
      return entry;
    } catch (QueueReader.NotNowException e) {
      throw e;
    } catch (IOException e) {
      part.damaged = true;
      trouble = "a file of its queue cannot be read: " + e.getMessage();
      return null;
    }
  }

  /** A request that was handed out, once more; null when it went for want of room meanwhile. */
  @Nullable ForwardItem again(long place) throws IOException {
    QueuePart part = files.parts.get((int) (place >>> 32));
    return part == null ? null : reader.at(part, place & 0xFFFF_FFFFL);
  }

  /** A request that was handed out was taken, or is given up. */
  void done(long place) {
    Integer length = handed.remove(place);
    if (length != null) {
      handedBytes -= length;
    }
  }

  /** A request that was handed out is lost. */
  void lose(long place) {
    Integer length = handed.get(place);
    done(place);
    lost(1, length == null ? 0 : length);
  }

  /** Writes how far it is, when that has changed, and lets go of files that are done. */
  void note() throws IOException {
    if (done() != notedDone && files.bytes() < capBytes) {
      write(List.of(), state.cursor());
    }
    sweep();
  }

  private void sweep() throws IOException {
    int doneUpTo = (int) (done() >>> 32);
    if (!files.parts.isEmpty() && files.parts.firstKey() < doneUpTo) {
      // What a later file says of how far the queue is must not go with the older one.
      force();
    }
    while (!files.parts.isEmpty()) {
      QueuePart oldest = files.parts.firstEntry().getValue();
      if (oldest.number >= doneUpTo || files.isCurrent(oldest)) {
        return;
      }
      remove(oldest);
    }
  }

  /** Brings what was written to the disk. */
  void force() throws IOException {
    long cursor = state.cursor();
    files.force();
    forcedCursor = cursor;
  }

  /** What is wrong with its files, empty when nothing is. */
  String trouble() {
    return trouble;
  }

  /** How much it holds, what is under way included. */
  ForwardHeld held() {
    long waiting = handed.size();
    long waitingBytes = handedBytes;
    for (QueuePart part : files.parts.values()) {
      waiting += part.waiting;
      waitingBytes += part.waitingBytes;
    }
    return new ForwardHeld(
        waiting, waitingBytes, files.bytes(), state.lostRequests(), state.lostBytes());
  }

  /** Ends; what is under way is handed out again by the next one. */
  @Override
  public void close() throws IOException {
    try {
      write(List.of(), state.cursor());
      sweep();
    } finally {
      files.end();
      reader.close();
    }
  }
}
