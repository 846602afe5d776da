package dev.eyepiece.pipeline;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The files of a forwarder's queue, in the form of the journal's segments. A request's record has
 * the road's id where the journal has the rule set. Every file begins with a {@link ForwardState},
 * so that older files can go. For one thread.
 */
final class QueueFiles {
  private static final System.Logger LOG = System.getLogger(QueueFiles.class.getName());
  private static final int STAGING = 1 << 18;
  private static final int STATE_RECORD = Segment.HEADER + ForwardState.BYTES;

  private final Path folder;
  private final long partBytes;
  private final JournalFile.Opener opener;
  private final ByteBuffer staging = ByteBuffer.allocateDirect(STAGING);
  final TreeMap<Integer, QueuePart> parts = new TreeMap<>();
  private @Nullable SegmentWriter current;
  private int nextNumber = 1;
  private long bytes;

  QueueFiles(Path folder, long partBytes, JournalFile.Opener opener) {
    this.folder = folder;
    this.partBytes = partBytes;
    this.opener = opener;
  }

  /** Takes what reading the files of earlier runs finds. */
  interface Found {
    void request(QueuePart part, long place, long length);

    default void damaged(Path file, long lostBytes) {}
  }

  static List<Integer> numbers(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(Segment::number).filter(n -> n >= 0).sorted().toList();
    }
  }

  /**
   * The newest state that files hold, {@link ForwardState#NEW} when there is none. Requests after
   * it, of a group that a crash has cut off, were looked at too.
   */
  static ForwardState state(Path folder) throws IOException {
    for (int number : numbers(folder).reversed()) {
      ForwardState state = state(Segment.path(folder, number), ForwardState.NEW);
      if (!state.equals(ForwardState.NEW)) {
        return state;
      }
    }
    return ForwardState.NEW;
  }

  private static ForwardState state(Path file, ForwardState otherwise) throws IOException {
    List<ForwardState> all = new ArrayList<>(List.of(otherwise));
    try {
      Segment.read(
          file,
          entry -> {
            ForwardState read =
                entry.kind() == Segment.STATE ? ForwardState.read(entry.payload()) : null;
            if (read != null) {
              all.set(0, read);
            } else if (entry.kind() == Segment.REQUEST && !all.getFirst().equals(otherwise)) {
              // Such a record has the road's id where the journal has the rule set.
              all.set(0, all.getFirst().seen(entry.ruleSet()));
            }
          });
    } catch (NoSuchFileException gone) {
      // Its owner is done with it, and so with all before it.
      return otherwise;
    }
    return all.getFirst();
  }

  /** Reads the files of earlier runs in order and cuts torn tails off. */
  void read(Found found) throws IOException {
    for (int number : numbers(folder)) {
      Path file = Segment.path(folder, number);
      QueuePart part = new QueuePart(number);
      part.size = read(file, part, found);
      if (part.size < Files.size(file)) {
        Segment.cut(file, part.size);
      }
      parts.put(number, part);
      bytes += part.size;
      nextNumber = number + 1;
    }
  }

  static long read(Path file, QueuePart part, Found found) throws IOException {
    return Segment.read(
        file,
        new Segment.Reader() {
          @Override
          public void entry(Segment.Entry entry) {
            if (entry.kind() == Segment.REQUEST) {
              found.request(part, Journal.id(part.number, entry.offset()), entry.payload().length);
            }
          }

          @Override
          public void unreadable(IOException e) {
            LOG.log(System.Logger.Level.ERROR, "the disk refuses to read of {0}: {1}", file, e);
          }

          @Override
          public void damaged(long from, long to) {
            part.damaged = true;
            found.damaged(file, to - from);
          }
        });
  }

  /** Bytes on disk, those of files that were set aside not counted. */
  long bytes() {
    return bytes;
  }

  /** What requests take on disk, with all that is written beside them. */
  static long cost(List<ForwardItem> items) {
    long cost = 3L * STATE_RECORD;
    for (ForwardItem item : items) {
      cost += Segment.HEADER + item.hops().bytes().length + item.length();
    }
    return cost;
  }

  boolean isCurrent(QueuePart part) {
    SegmentWriter writer = current;
    return writer != null && writer.number() == part.number;
  }

  /**
   * Appends requests and the state after them: all of it is in the file, or none, unless the
   * process is killed amid it.
   *
   * @param before what a file begins with, should one begin with them
   */
  void append(List<ForwardItem> items, ForwardState before, ForwardState after) throws IOException {
    SegmentWriter writer = writer(before);
    QueuePart part = part(writer);
    long size = writer.size();
    boolean written = false;
    try {
      writer.begin();
      for (ForwardItem item : items) {
        CRC32C crc = new CRC32C();
        crc.update(item.bytes(), 0, item.length());
        SegmentWriter.Head head =
            new SegmentWriter.Head(
                Segment.REQUEST,
                Segment.code(item.signal()),
                item.hops().bytes(),
                item.length(),
                (int) crc.getValue(),
                item.arrivedUnixNano(),
                item.id());
        writer.put(head, item.bytes(), List.of());
      }
      put(writer, after);
      writer.commit(false);
      written = true;
    } finally {
      if (!written) {
        writer.undo();
      }
    }
    grown(part, writer, size);
    items.forEach(item -> part.add(item.length()));
  }

  private static void put(SegmentWriter writer, ForwardState state) throws IOException {
    byte[] payload = state.write();
    CRC32C crc = new CRC32C();
    crc.update(payload);
    SegmentWriter.Head head =
        new SegmentWriter.Head(
            Segment.STATE,
            Segment.NO_SIGNAL,
            Segment.NO_HOPS,
            payload.length,
            (int) crc.getValue(),
            0,
            Journal.EMPTY_RULE_SET);
    writer.put(head, payload, List.of());
  }

  private void grown(QueuePart part, SegmentWriter writer, long before) {
    part.size = writer.size();
    bytes += writer.size() - before;
  }

  private QueuePart part(SegmentWriter writer) {
    return parts.computeIfAbsent(writer.number(), QueuePart::new);
  }

  private SegmentWriter writer(ForwardState state) throws IOException {
    SegmentWriter writer = current;
    if (writer != null && writer.size() >= partBytes) {
      end();
      writer = null;
    }
    if (writer == null) {
      JournalFile.createFolders(folder);
      // The number is spent even when the file cannot be made: it may be half there.
      int number = nextNumber++;
      writer =
          new SegmentWriter(
              opener.open(Segment.path(folder, number)), number, staging, new LongAdder());
      current = writer;
      QueuePart part = part(writer);
      boolean written = false;
      try {
        writer.begin();
        put(writer, state);
        writer.commit(false);
        written = true;
      } finally {
        if (!written) {
          writer.undo();
        }
      }
      grown(part, writer, 0);
    }
    return writer;
  }

  /** Ends the file that grows; another begins when something is appended. */
  void end() throws IOException {
    SegmentWriter writer = current;
    if (writer != null) {
      current = null;
      writer.close();
    }
  }

  void force() throws IOException {
    SegmentWriter writer = current;
    if (writer != null) {
      writer.force();
    }
  }

  /** Takes a file away; one that is damaged is kept beside the others as {@code .aside}. */
  void remove(QueuePart part) throws IOException {
    Path file = Segment.path(folder, part.number);
    if (part.damaged) {
      if (Files.exists(file)) {
        Files.move(
            file,
            file.resolveSibling(file.getFileName() + ".aside"),
            StandardCopyOption.REPLACE_EXISTING);
      }
    } else {
      Files.deleteIfExists(file);
    }
    parts.remove(part.number);
    bytes -= part.size;
  }

  /** The first file at or above a number. */
  @Nullable QueuePart from(int number) {
    Map.Entry<Integer, QueuePart> entry = parts.ceilingEntry(number);
    return entry == null ? null : entry.getValue();
  }
}
