package dev.eyepiece.pipeline;

import dev.eyepiece.otlp.Hops;
import dev.eyepiece.telemetry.RecordBatch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The requests that were taken, on disk until the store has them. For one thread, what says
 * otherwise and {@link #force} and {@link #bytesOnDisk} excepted.
 *
 * <p>A batch's id is its place: the segment's number in the high 32 bits, the offset in the low
 * ones. Numbers are never used twice in a data folder, also when all segments are gone and the
 * store is another one: queues of the forwarder know how far they are by them.
 */
final class Journal {
  /** Rule sets are told apart by hash; this is none, or none that touches the request. */
  static final long EMPTY_RULE_SET = 0;

  private static final System.Logger LOG = System.getLogger(Journal.class.getName());
  private static final int STAGING = 1 << 20;

  /** Has the number of the last segment while there is none. */
  private static final String LAST = "last";

  private final Path folder;
  private final long segmentBytes;
  private final JournalFile.Opener opener;
  private final ByteBuffer staging = ByteBuffer.allocateDirect(STAGING);
  private final AtomicLong bytesOnDisk = new AtomicLong();
  private final LongAdder copiedBytes = new LongAdder();

  /** Guards the end of a segment against {@link #force}. */
  private final Object ending = new Object();

  /** Ended segments by number, with the id of their newest request. */
  private final TreeMap<Integer, Long> ended = new TreeMap<>();

  /** Hashes of the rule sets that a segment's requests need; none for segments that need none. */
  private final TreeMap<Integer, Set<Long>> ruleSets = new TreeMap<>();

  /** Segments that hold something that could not be used; they are not deleted. */
  private final Set<Integer> aside = new HashSet<>();

  private final AtomicBoolean forceFailed = new AtomicBoolean();
  private volatile long newest = RecordBatch.NO_ID;
  private int nextNumber;
  private volatile @Nullable SegmentWriter current;

  /**
   * @param above ids that the store knows; the journal gives none at or below it
   */
  Journal(Path folder, long segmentBytes, JournalFile.Opener opener, long above)
      throws IOException {
    this.folder = folder;
    this.segmentBytes = segmentBytes;
    this.opener = opener;
    int newest = Math.max(last(), above < 0 ? 0 : (int) (above >>> 32));
    for (int old : segments()) {
      newest = Math.max(newest, old);
      bytesOnDisk.addAndGet(Files.size(Segment.path(folder, old)));
    }
    nextNumber = newest + 1;
  }

  private int last() throws IOException {
    try {
      String last = Files.readString(folder.resolve(LAST), StandardCharsets.ISO_8859_1);
      return Math.max(0, Integer.parseInt(last.strip()));
    } catch (NoSuchFileException | NumberFormatException none) {
      // Of a folder of before, or of a power cut: what the store knows is what there is.
      return 0;
    }
  }

  /** Has the next run begin above a number when its segment, the last there is, goes. */
  private void keepLast(int number) throws IOException {
    Path fresh = folder.resolve(LAST + ".new");
    Files.writeString(fresh, number + "\n");
    Segment.force(fresh);
    Files.move(
        fresh,
        folder.resolve(LAST),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    JournalFile.forceNames(folder);
  }

  private List<Integer> segments() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(Segment::number).filter(n -> n >= 0).sorted().toList();
    }
  }

  static long id(int segment, long offset) {
    return ((long) segment << 32) | offset;
  }

  /** What became of a record that was read back. */
  enum Use {
    /** It waits for its seal, or for the forwarder to have it: its segment stays until then. */
    WAITS,
    /** Nothing needs it any more. */
    DONE,
    /** It could not be used: its segment is set aside rather than deleted. */
    UNUSABLE
  }

  /** Takes what a replay finds. */
  interface Replay {
    Use record(long id, Segment.Entry entry) throws IOException;

    /** The end of a segment was never acknowledged. */
    void torn(Path segment, long lostBytes);

    /** Bytes amid a segment are no longer records. */
    void damaged(Path segment, long from, long to);
  }

  /** Reads all segments of earlier runs in order, and cuts torn tails off. */
  void replay(Replay replay, ReplayProgress progress) throws IOException {
    long total = bytesOnDisk.get();
    long done = 0;
    for (int old : segments()) {
      progress.at(done, total);
      done += replay(old, replay);
    }
    progress.at(done, total);
  }

  private long replay(int old, Replay replay) throws IOException {
    Path file = Segment.path(folder, old);
    SegmentReplay reader = new SegmentReplay(old, file, replay);
    long whole;
    try (FileChannel channel = opener.read(file)) {
      whole = Segment.read(channel, reader);
    }
    long size = Files.size(file);
    if (whole < size) {
      replay.torn(file, size - whole);
      Segment.cut(file, whole);
      bytesOnDisk.addAndGet(whole - size);
    }
    try {
      // A request that is repeated is acknowledged for what lies here.
      opener.force(file);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.ERROR, "{0} cannot be forced to disk: {1}", file, e);
      forceFailed.set(true);
    }
    ended.put(old, reader.lastRequest);
    return size;
  }

  private final class SegmentReplay implements Segment.Reader {
    private final int number;
    private final Path file;
    private final Replay replay;
    private long lastRequest = -1;

    SegmentReplay(int number, Path file, Replay replay) {
      this.number = number;
      this.file = file;
      this.replay = replay;
    }

    @Override
    public void entry(Segment.Entry entry) throws IOException {
      long id = id(number, entry.offset());
      newest = id;
      need(number, entry.ruleSet());
      switch (replay.record(id, entry)) {
        case WAITS -> lastRequest = id;
        case DONE -> {}
        case UNUSABLE -> aside.add(number);
      }
    }

    @Override
    public void unreadable(IOException e) {
      LOG.log(System.Logger.Level.ERROR, "the disk refuses to read of {0}: {1}", file, e);
    }

    @Override
    public void damaged(long from, long to) {
      aside.add(number);
      replay.damaged(file, from, to);
    }
  }

  private void need(int segment, long ruleSet) {
    if (ruleSet != EMPTY_RULE_SET) {
      ruleSets.computeIfAbsent(segment, _ -> new HashSet<>()).add(ruleSet);
    }
  }

  /** Hashes of the rule sets that segments on disk need. */
  Set<Long> ruleSets() {
    Set<Long> all = new HashSet<>();
    ruleSets.values().forEach(all::addAll);
    return all;
  }

  /**
   * A batch's request, to be appended.
   *
   * @param parts the batch's bytes in direct buffers, from which they are written; or none
   * @param hops who forwarded it
   * @param ruleSet hash of the rule sets in force for it
   */
  record Append(
      RecordBatch batch,
      List<ByteBuffer> parts,
      Hops hops,
      Fingerprint fingerprint,
      long ruleSet) {}

  /**
   * Appends requests, and notes whose senders have their answers; when it returns they are in the
   * file, or none of them is and an exception tells why.
   *
   * @param force whether they are to be on the disk when it returns
   * @return the ids of the requests, in order
   */
  long[] append(List<Append> requests, List<Long> answered, long arrived, boolean force)
      throws IOException {
    SegmentWriter writer = writer();
    long before = writer.size();
    long[] ids = new long[requests.size()];
    boolean written = false;
    try {
      writer.begin();
      for (int i = 0; i < ids.length; i++) {
        Append request = requests.get(i);
        RecordBatch batch = request.batch();
        need(writer.number(), request.ruleSet());
        ids[i] =
            writer.put(
                new SegmentWriter.Head(
                    Segment.REQUEST,
                    Segment.code(batch.signal()),
                    request.hops().bytes(),
                    batch.length(),
                    request.fingerprint().crc(),
                    arrived,
                    request.ruleSet()),
                batch.bytes(),
                request.parts());
      }
      if (!answered.isEmpty()) {
        note(writer, Segment.ANSWERED, Notes.answered(answered), arrived);
      }
      writer.commit(force);
      written = true;
    } finally {
      if (!written) {
        writer.undo();
      }
    }
    bytesOnDisk.addAndGet(writer.size() - before);
    if (ids.length > 0) {
      newest = ids[ids.length - 1];
    }
    return ids;
  }

  /** Notes requests of segments that are about to go, whose senders have no answer. */
  void carry(List<Unanswered.Request> requests, long now) throws IOException {
    SegmentWriter writer = writer();
    long before = writer.size();
    boolean written = false;
    try {
      writer.begin();
      note(writer, Segment.UNANSWERED, Notes.unanswered(requests), now);
      // Forced: the segments that had them before are deleted now.
      writer.commit(true);
      written = true;
    } finally {
      if (!written) {
        writer.undo();
      }
    }
    bytesOnDisk.addAndGet(writer.size() - before);
  }

  private static void note(SegmentWriter writer, byte kind, byte[] payload, long arrived)
      throws IOException {
    int crc = Fingerprint.of(Segment.NO_SIGNAL, payload, payload.length).crc();
    writer.put(
        new SegmentWriter.Head(
            kind, Segment.NO_SIGNAL, Segment.NO_HOPS, payload.length, crc, arrived, EMPTY_RULE_SET),
        payload,
        List.of());
  }

  private SegmentWriter writer() throws IOException {
    SegmentWriter writer = current;
    if (writer != null && writer.size() >= segmentBytes) {
      end(writer);
      writer = null;
    }
    if (writer == null) {
      JournalFile.createFolders(folder);
      // The number is spent even when the file cannot be made: it may be half there.
      int number = nextNumber++;
      writer =
          new SegmentWriter(
              opener.open(Segment.path(folder, number)), number, staging, copiedBytes);
      current = writer;
    }
    return writer;
  }

  private void end(SegmentWriter writer) throws IOException {
    synchronized (ending) {
      force(writer::close);
      current = null;
    }
    ended.put(writer.number(), writer.lastRequest());
  }

  /** Forces what was appended to the disk. */
  void force() throws IOException {
    synchronized (ending) {
      SegmentWriter writer = current;
      if (writer != null) {
        force(writer::force);
      }
    }
  }

  private interface Forced {
    void run() throws IOException;
  }

  private void force(Forced step) throws IOException {
    try {
      step.run();
    } catch (IOException e) {
      forceFailed.set(true);
      throw e;
    }
  }

  /**
   * Whether a force has failed since this was asked. What a system could not write it forgets, and
   * the next force succeeds without it (Rebello et al., Can Applications Recover from fsync
   * Failures?, USENIX ATC 2020): what was appended until then is safe once the store has it.
   */
  boolean forceFailed() {
    return forceFailed.getAndSet(false);
  }

  /** The newest request that was appended; from any thread. */
  long newest() {
    return newest;
  }

  /** The newest of the ended segments of which everything is sealed, with all before it; or -1. */
  int releasable(long sealedUpTo) {
    int newest = -1;
    for (var segment : ended.entrySet()) {
      if (segment.getValue() > sealedUpTo) {
        break;
      }
      newest = segment.getKey();
    }
    return newest;
  }

  /**
   * Deletes ended segments up to a number.
   *
   * @return hashes of the rule sets of segments that were set aside instead
   */
  Set<Long> release(int upTo) throws IOException {
    Set<Long> setAside = new HashSet<>();
    while (!ended.isEmpty() && ended.firstKey() <= upTo) {
      int number = ended.firstKey();
      if (ended.size() == 1 && current == null) {
        keepLast(number);
      }
      Path file = Segment.path(folder, number);
      long size = Files.exists(file) ? Files.size(file) : 0;
      if (aside.contains(number)) {
        Path kept = file.resolveSibling(file.getFileName() + ".aside");
        Files.move(file, kept, StandardCopyOption.REPLACE_EXISTING);
        setAside.addAll(ruleSets.getOrDefault(number, Set.of()));
      } else {
        Files.deleteIfExists(file);
      }
      bytesOnDisk.addAndGet(-size);
      ended.remove(number);
      ruleSets.remove(number);
    }
    return setAside;
  }

  long bytesOnDisk() {
    return bytesOnDisk.get();
  }

  /** Payload that was copied to be written: what came in buffers of the network is not. */
  long copiedBytes() {
    return copiedBytes.sum();
  }

  /** Ends the segment that grows; another begins when something is appended. */
  void endSegment() throws IOException {
    SegmentWriter writer = current;
    if (writer != null) {
      end(writer);
    }
  }
}
