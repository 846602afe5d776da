package dev.eyepiece.profiler.elf;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A 64-bit little-endian ELF file: what is loaded where, and its sections by name. What is read is
 * read into memory, since a file that is cut while it is mapped would end the process. For one
 * thread.
 */
public final class ElfFile implements Closeable {
  private static final int HEADER = 64;
  private static final int MOST_HEADERS = 4096;
  private static final int PT_LOAD = 1;
  private static final int PF_X = 1;
  private static final int SHT_NOBITS = 8;
  private static final long SHF_COMPRESSED = 1 << 11;
  private static final int NT_GNU_BUILD_ID = 3;

  /** No table of symbols or of frames that is of use is larger. */
  static final int MOST_SECTION_BYTES = 512 << 20;

  private final Source source;
  private final List<Segment> segments = new ArrayList<>();
  private final List<Section> sections = new ArrayList<>();
  private final long entry;

  /** A loaded part: addresses are those of the file, before it is moved to where it runs. */
  public record Segment(long offset, long address, long fileSize, boolean code) {}

  /** A section; {@code link} is the number of the one that belongs to it. */
  public record Section(
      String name, int type, long flags, long address, long offset, long size, int link) {}

  private interface Source extends Closeable {
    ByteBuffer read(long offset, int length) throws IOException;
  }

  private ElfFile(Source source) throws IOException {
    this.source = source;
    ByteBuffer header = source.read(0, HEADER);
    if (header.getInt(0) != 0x464c457f || header.get(4) != 2 || header.get(5) != 1) {
      throw new IOException("no 64-bit little-endian ELF file");
    }
    entry = header.getLong(24);
    segments(header);
    sections(header);
  }

  /** Opens a file; {@link #close} it. */
  public static ElfFile open(Path path) throws IOException {
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    try {
      return new ElfFile(new OfChannel(channel));
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** An image in memory. */
  public static ElfFile of(byte[] image) throws IOException {
    return new ElfFile(new OfBytes(image));
  }

  private record OfChannel(FileChannel channel) implements Source {
    @Override
    public ByteBuffer read(long offset, int length) throws IOException {
      ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
      while (bytes.hasRemaining()) {
        if (channel.read(bytes, offset + bytes.position()) < 0) {
          throw new EOFException("the file ends before " + (offset + length));
        }
      }
      return bytes.flip();
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  private static final class OfBytes implements Source {
    private final byte[] image;

    OfBytes(byte[] image) {
      this.image = image;
    }

    @Override
    public ByteBuffer read(long offset, int length) throws IOException {
      if (offset < 0 || offset > image.length - length) {
        throw new EOFException("the image ends before " + (offset + length));
      }
      return ByteBuffer.wrap(image, (int) offset, length).slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void close() {}
  }

  private void segments(ByteBuffer header) throws IOException {
    int count = Short.toUnsignedInt(header.getShort(56));
    int size = Short.toUnsignedInt(header.getShort(54));
    if (count == 0 || size < 56 || count > MOST_HEADERS) {
      return;
    }
    ByteBuffer table = source.read(header.getLong(32), count * size);
    for (int i = 0; i < count; i++) {
      int at = i * size;
      if (table.getInt(at) == PT_LOAD) {
        segments.add(
            new Segment(
                table.getLong(at + 8),
                table.getLong(at + 16),
                table.getLong(at + 32),
                (table.getInt(at + 4) & PF_X) != 0));
      }
    }
  }

  private void sections(ByteBuffer header) throws IOException {
    int count = Short.toUnsignedInt(header.getShort(60));
    int size = Short.toUnsignedInt(header.getShort(58));
    int names = Short.toUnsignedInt(header.getShort(62));
    if (count == 0 || size < 64 || count > MOST_HEADERS || names >= count) {
      return;
    }
    ByteBuffer table = source.read(header.getLong(40), count * size);
    int namesAt = names * size;
    ByteBuffer text =
        source.read(table.getLong(namesAt + 24), bounded(table.getLong(namesAt + 32)));
    for (int i = 0; i < count; i++) {
      int at = i * size;
      sections.add(
          new Section(
              string(text, table.getInt(at)),
              table.getInt(at + 4),
              table.getLong(at + 8),
              table.getLong(at + 16),
              table.getLong(at + 24),
              table.getLong(at + 32),
              table.getInt(at + 40)));
    }
  }

  private static int bounded(long size) throws IOException {
    if (size < 0 || size > MOST_SECTION_BYTES) {
      throw new IOException(
          "a section of " + size + " bytes where at most " + MOST_SECTION_BYTES + " were expected");
    }
    return (int) size;
  }

  /** Text that ends with a zero byte; empty when its place is outside. */
  static String string(ByteBuffer text, int from) {
    if (from < 0 || from >= text.limit()) {
      return "";
    }
    int end = from;
    while (end < text.limit() && text.get(end) != 0) {
      end++;
    }
    byte[] bytes = new byte[end - from];
    text.get(from, bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Where a program starts, before everything that it calls; 0 for none. */
  public long entry() {
    return entry;
  }

  public List<Segment> segments() {
    return segments;
  }

  public @Nullable Section section(String name) {
    for (Section section : sections) {
      if (section.name().equals(name)) {
        return section;
      }
    }
    return null;
  }

  /** A section by its number; null when there is none. */
  @Nullable Section section(int number) {
    return number < 0 || number >= sections.size() ? null : sections.get(number);
  }

  /** The bytes of a section; empty for one that is not in the file, or compressed. */
  public ByteBuffer bytes(Section section) throws IOException {
    if (section.type() == SHT_NOBITS || (section.flags() & SHF_COMPRESSED) != 0) {
      return ByteBuffer.allocate(0).order(ByteOrder.LITTLE_ENDIAN);
    }
    return source.read(section.offset(), bounded(section.size()));
  }

  /** The GNU build id in hexadecimal digits; empty when there is none. */
  public String buildId() throws IOException {
    Section note = section(".note.gnu.build-id");
    if (note == null || note.size() < 16 || note.size() > 1024) {
      return "";
    }
    ByteBuffer bytes = bytes(note);
    if (bytes.limit() < 16) {
      return "";
    }
    int nameSize = bytes.getInt(0);
    int size = bytes.getInt(4);
    int from = 12 + ((nameSize + 3) & ~3);
    if (bytes.getInt(8) != NT_GNU_BUILD_ID
        || nameSize < 0
        || nameSize > 64
        || size < 1
        || size > 64
        || from + size > bytes.limit()) {
      return "";
    }
    byte[] id = new byte[size];
    bytes.get(from, id);
    return HexFormat.of().formatHex(id);
  }

  /** The name in {@code .gnu_debuglink}; empty when there is none. */
  String debugLink() throws IOException {
    Section link = section(".gnu_debuglink");
    return link == null || link.size() > 4096 ? "" : string(bytes(link), 0);
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
