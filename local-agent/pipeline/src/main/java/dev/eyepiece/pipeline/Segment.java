package dev.eyepiece.pipeline;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.zip.CRC32C;

/**
 * One journal file: records one after the other, each a header of 32 bytes and a payload.
 * Little-endian.
 *
 * <pre>
 *  0 int   magic          8 int   payload length     16 long arrival, nanoseconds since 1970
 *  4 byte  kind          12 int   CRC32C of kind,    24 long rule set
 *  5 byte  signal                 length, arrival,
 *  6 short zero                   rule set, payload
 * </pre>
 */
final class Segment {
  static final int HEADER = 32;
  static final byte REQUEST = 1;
  static final byte ANSWERED = 2;
  private static final int MAGIC = 0x314A5945;
  private static final String SUFFIX = ".journal";

  /** Larger than any request that a receiver lets in. */
  private static final int MAX_PAYLOAD = 256 << 20;

  private Segment() {}

  /** A record as read back. */
  @SuppressWarnings("ArrayRecordComponent")
  record Entry(int offset, byte kind, long arrivedUnixNano, long ruleSet, byte[] payload) {}

  /** Takes records as they are read. */
  interface Reader {
    void entry(Entry entry) throws IOException;
  }

  static Path path(Path folder, int number) {
    return folder.resolve(String.format(Locale.ROOT, "%010d%s", number, SUFFIX));
  }

  /** The number of a segment file, -1 for any other file. */
  static int number(Path file) {
    String name = file.getFileName().toString();
    return name.matches("\\d{10}\\.journal") ? Integer.parseInt(name.substring(0, 10)) : -1;
  }

  static void putHeader(
      ByteBuffer out, byte kind, int length, int payloadCrc, long arrived, long ruleSet) {
    out.putInt(MAGIC).put(kind).put((byte) 0).putShort((short) 0).putInt(length);
    out.putInt(check(kind, length, payloadCrc, arrived, ruleSet));
    out.putLong(arrived).putLong(ruleSet);
  }

  private static int check(byte kind, int length, int payloadCrc, long arrived, long ruleSet) {
    ByteBuffer fields = ByteBuffer.allocate(25).order(ByteOrder.LITTLE_ENDIAN);
    fields.put(kind).putInt(length).putInt(payloadCrc).putLong(arrived).putLong(ruleSet);
    CRC32C crc = new CRC32C();
    crc.update(fields.array());
    return (int) crc.getValue();
  }

  /**
   * Reads a segment's records in order up to the first that is torn.
   *
   * @return the bytes that are whole records; less than the file's size when its tail is torn
   */
  static long read(Path file, Reader reader) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      long at = 0;
      ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
      while (size - at >= HEADER) {
        header.clear();
        readFully(channel, header, at);
        header.flip();
        int magic = header.getInt();
        byte kind = header.get(4);
        int length = header.getInt(8);
        if (magic != MAGIC || length < 0 || length > MAX_PAYLOAD || size - at - HEADER < length) {
          return at;
        }
        byte[] payload = new byte[length];
        readFully(channel, ByteBuffer.wrap(payload), at + HEADER);
        CRC32C crc = new CRC32C();
        crc.update(payload);
        long arrived = header.getLong(16);
        long ruleSet = header.getLong(24);
        if (header.getInt(12) != check(kind, length, (int) crc.getValue(), arrived, ruleSet)) {
          return at;
        }
        reader.entry(new Entry((int) at, kind, arrived, ruleSet, payload));
        at += HEADER + length;
      }
      return at;
    }
  }

  private static void readFully(FileChannel channel, ByteBuffer into, long from)
      throws IOException {
    long at = from;
    while (into.hasRemaining()) {
      int count = channel.read(into, at);
      if (count < 0) {
        throw new EOFException("the journal became shorter while it was read");
      }
      at += count;
    }
  }
}
