package dev.eyepiece.pipeline;

import dev.eyepiece.otlp.Hops;
import dev.eyepiece.telemetry.Signal;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * One journal file: records one after the other, each a header of 32 bytes, the hops of a request
 * that somebody forwarded, and a payload. Little-endian.
 *
 * <pre>
 *  0 int   magic          8 int   payload length     16 long arrival, nanoseconds since 1970
 *  4 byte  kind          12 int   CRC32C of kind,    24 long rule set
 *  5 byte  signal                 signal, length,
 *  6 short length of the hops     payload, arrival, rule set, hops
 * </pre>
 */
final class Segment {
  static final int HEADER = 32;
  static final byte REQUEST = 1;
  static final byte ANSWERED = 2;
  static final byte UNANSWERED = 3;

  /** In a queue of the forwarder: how far it is. */
  static final byte STATE = 4;

  /** The signal of records that are no requests. */
  static final byte NO_SIGNAL = 0;

  /** Of what nobody forwarded. */
  static final byte[] NO_HOPS = {};

  private static final int MAGIC = 0x314A5945;
  private static final String SUFFIX = ".journal";
  private static final int LOOK = 1 << 16;

  /** What is passed over when a disk refuses to read something. */
  private static final int PAGE = 1 << 12;

  private Segment() {}

  /** A record as read back. */
  @SuppressWarnings("ArrayRecordComponent")
  record Entry(
      int offset,
      byte kind,
      byte signal,
      byte[] hops,
      long arrivedUnixNano,
      long ruleSet,
      byte[] payload) {
    int end() {
      return offset + HEADER + hops.length + payload.length;
    }
  }

  /** Takes records as they are read. */
  interface Reader {
    void entry(Entry entry) throws IOException;

    /** Bytes between whole records, or up to the end, that are none or cannot be read. */
    default void damaged(long from, long to) {}

    /**
     * The disk refuses to read something: what is not in it is read nevertheless.
     *
     * @throws IOException to have the reading end there
     */
    default void unreadable(IOException e) throws IOException {
      throw e;
    }
  }

  /** Counts what a disk refuses to read; each time may take a disk seconds. */
  private static final class Refusals {
    private static final int MOST = 64;

    private final Reader reader;
    private int count;

    Refusals(Reader reader) {
      this.reader = reader;
    }

    void met(IOException e) throws IOException {
      if (e instanceof ClosedChannelException) {
        throw e;
      }
      reader.unreadable(e);
      count++;
    }

    boolean tooMany() {
      return count >= MOST;
    }
  }

  static Path path(Path folder, int number) {
    return folder.resolve(String.format(Locale.ROOT, "%010d%s", number, SUFFIX));
  }

  /** The number of a segment file, -1 for any other file. */
  static int number(Path file) {
    String name = file.getFileName().toString();
    if (!name.matches("\\d{10}\\.journal")) {
      return -1;
    }
    long number = Long.parseLong(name, 0, 10, 10);
    return number < Integer.MAX_VALUE ? (int) number : -1;
  }

  /** What stands for a signal in a header; the numbers are those of files that exist. */
  static byte code(Signal signal) {
    return switch (signal) {
      case TRACES -> 0;
      case METRICS -> 1;
      case LOGS -> 2;
      case PROFILES -> 3;
    };
  }

  /** The signal of a code, null when this program knows none of it. */
  static @Nullable Signal signal(byte code) {
    for (Signal signal : Signal.values()) {
      if (code(signal) == code) {
        return signal;
      }
    }
    return null;
  }

  /** What stands before a payload. */
  static void putHeader(
      ByteBuffer out,
      byte kind,
      byte signal,
      byte[] hops,
      int length,
      int payloadCrc,
      long arrived,
      long ruleSet) {
    out.putInt(MAGIC).put(kind).put(signal).putShort((short) hops.length).putInt(length);
    out.putInt(check(kind, signal, hops, length, payloadCrc, arrived, ruleSet));
    out.putLong(arrived).putLong(ruleSet).put(hops);
  }

  private static int check(
      byte kind, byte signal, byte[] hops, int length, int payloadCrc, long arrived, long ruleSet) {
    ByteBuffer fields = ByteBuffer.allocate(26).order(ByteOrder.LITTLE_ENDIAN);
    fields
        .put(kind)
        .put(signal)
        .putInt(length)
        .putInt(payloadCrc)
        .putLong(arrived)
        .putLong(ruleSet);
    CRC32C crc = new CRC32C();
    crc.update(fields.array());
    crc.update(hops);
    return (int) crc.getValue();
  }

  /**
   * Reads a segment's whole records in order. What a disk has damaged is passed over to the next
   * whole record.
   *
   * @return where the last whole record ends; less than the file's size when its tail is torn
   */
  static long read(Path file, Reader reader) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return read(channel, reader);
    }
  }

  /** As above, of an open file. */
  static long read(FileChannel channel, Reader reader) throws IOException {
    Refusals refusals = new Refusals(reader);
    long size = channel.size();
    long at = 0;
    while (at < size) {
      int before = refusals.count;
      Entry entry = entry(channel, at, size, refusals);
      if (entry == null) {
        entry = next(channel, at + 1, size, refusals);
        if (entry == null) {
          if (refusals.count == before) {
            return at;
          }
          reader.damaged(at, size);
          return size;
        }
        reader.damaged(at, entry.offset());
      }
      reader.entry(entry);
      at = entry.end();
    }
    return at;
  }

  private static @Nullable Entry entry(FileChannel channel, long at, long size, Refusals refusals)
      throws IOException {
    try {
      return entry(channel, at, size);
    } catch (IOException e) {
      refusals.met(e);
      return null;
    }
  }

  /** The whole record at a place, null when there is none. */
  static @Nullable Entry entry(FileChannel channel, long at, long size) throws IOException {
    if (size - at < HEADER) {
      return null;
    }
    ByteBuffer header = read(channel, at, HEADER);
    byte kind = header.get(4);
    byte signal = header.get(5);
    int hopsLength = header.getShort(6);
    int length = header.getInt(8);
    if (header.getInt(0) != MAGIC
        || hopsLength < 0
        || hopsLength > Hops.MOST_BYTES
        || length < 0
        || size - at - HEADER - hopsLength < length) {
      return null;
    }
    byte[] hops = read(channel, at + HEADER, hopsLength).array();
    byte[] payload = read(channel, at + HEADER + hopsLength, length).array();
    CRC32C crc = new CRC32C();
    crc.update(payload);
    long arrived = header.getLong(16);
    long ruleSet = header.getLong(24);
    int check = check(kind, signal, hops, length, (int) crc.getValue(), arrived, ruleSet);
    return header.getInt(12) == check
        ? new Entry((int) at, kind, signal, hops, arrived, ruleSet, payload)
        : null;
  }

  /** The first whole record at or after a place, null when there is none. */
  static @Nullable Entry next(FileChannel channel, long from, long size) throws IOException {
    return next(channel, from, size, new Refusals(_ -> {}));
  }

  private static @Nullable Entry next(FileChannel channel, long from, long size, Refusals refusals)
      throws IOException {
    long at = from;
    while (size - at >= HEADER && !refusals.tooMany()) {
      int before = refusals.count;
      ByteBuffer part = readable(channel, at, (int) Math.min(LOOK + 3, size - at), refusals);
      boolean whole = refusals.count == before;
      for (int i = 0; i <= part.limit() - 4; i++) {
        if (part.getInt(i) == MAGIC) {
          Entry entry = entry(channel, at + i, size, refusals);
          if (entry != null) {
            return entry;
          }
        }
      }
      at = whole ? at + LOOK : ((at + part.limit()) / PAGE + 1) * PAGE;
    }
    return null;
  }

  /** What can be read from a place on, up to what the disk refuses. */
  private static ByteBuffer readable(FileChannel channel, long from, int length, Refusals refusals)
      throws IOException {
    ByteBuffer into = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    try {
      fill(channel, from, into);
    } catch (IOException e) {
      refusals.met(e);
    }
    return into.flip();
  }

  private static ByteBuffer read(FileChannel channel, long from, int length) throws IOException {
    ByteBuffer into = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    fill(channel, from, into);
    return into.flip();
  }

  private static void fill(FileChannel channel, long from, ByteBuffer into) throws IOException {
    long at = from;
    while (into.hasRemaining()) {
      int count = channel.read(into, at);
      if (count < 0) {
        throw new EOFException("the journal became shorter while it was read");
      }
      at += count;
    }
  }

  /** Brings a segment of an earlier run to the disk: whoever wrote it may not have come to that. */
  static void force(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(false);
    }
  }

  /** Cuts the torn tail off a segment of an earlier run. */
  static void cut(Path file, long size) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(size);
      channel.force(true);
    }
  }
}
