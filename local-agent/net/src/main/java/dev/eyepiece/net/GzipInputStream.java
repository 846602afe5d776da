package dev.eyepiece.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Bytes out of gzip (RFC 1952), of all of its members. The JDK's own stream takes what follows a
 * member and is none, such as one whose first bytes alone have come, for nothing: a request would
 * be taken without its end. For one thread.
 */
final class GzipInputStream extends InputStream {
  private static final int BUFFER = 8 << 10;
  private static final int DEFLATED = 8;
  private static final int HEADER_CHECKSUM = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final int RESERVED = 0xe0;

  private final PushbackInputStream in;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 checksum = new CRC32();
  private final byte[] buffer = new byte[BUFFER];

  /** How many bytes of the buffer the inflater was given last. */
  private int given;

  private boolean inMember;
  private boolean atEnd;

  /** Reads nothing yet; one without a single member is refused too. */
  GzipInputStream(InputStream in) {
    this.in = new PushbackInputStream(in, BUFFER);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int from, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (!atEnd) {
      if (!inMember) {
        header(next("it is empty"));
      }
      int count = inflate(target, from, length);
      if (count > 0) {
        checksum.update(target, from, count);
        return count;
      }
      if (inflater.finished()) {
        trailer();
      }
    }
    return -1;
  }

  private int inflate(byte[] target, int from, int length) throws IOException {
    try {
      int count = inflater.inflate(target, from, length);
      if (count == 0 && inflater.needsDictionary()) {
        throw wrong("it needs a dictionary");
      }
      if (count == 0 && inflater.needsInput() && !inflater.finished()) {
        given = in.read(buffer, 0, buffer.length);
        if (given <= 0) {
          throw cut();
        }
        inflater.setInput(buffer, 0, given);
      }
      return count;
    } catch (DataFormatException e) {
      throw wrong(e.getMessage() == null ? "its data are broken" : e.getMessage());
    }
  }

  private void header(int first) throws IOException {
    if (first != 0x1f || next() != 0x8b || next() != DEFLATED) {
      throw wrong("a member does not begin as one does");
    }
    int flags = next();
    if ((flags & RESERVED) != 0) {
      throw wrong("a member has flags that nothing has");
    }
    // Time, kind of compression and system.
    skip(6);
    if ((flags & EXTRA) != 0) {
      skip(next() | next() << 8);
    }
    if ((flags & NAME) != 0) {
      text();
    }
    if ((flags & COMMENT) != 0) {
      text();
    }
    if ((flags & HEADER_CHECKSUM) != 0) {
      skip(2);
    }
    inflater.reset();
    checksum.reset();
    given = 0;
    inMember = true;
  }

  private void text() throws IOException {
    int read = next();
    while (read != 0) {
      read = next();
    }
  }

  private void skip(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      next();
    }
  }

  private void trailer() throws IOException {
    int left = inflater.getRemaining();
    in.unread(buffer, given - left, left);
    long sum = number();
    long length = number();
    if (sum != checksum.getValue()) {
      throw wrong("the checksum of a member is another");
    }
    if (length != (inflater.getBytesWritten() & 0xffff_ffffL)) {
      throw wrong("the length of a member is another");
    }
    inMember = false;
    int more = in.read();
    if (more < 0) {
      atEnd = true;
    } else {
      in.unread(more);
    }
  }

  private long number() throws IOException {
    return next() | next() << 8 | next() << 16 | (long) next() << 24;
  }

  private int next() throws IOException {
    int read = in.read();
    if (read < 0) {
      throw cut();
    }
    return read;
  }

  private int next(String none) throws IOException {
    int read = in.read();
    if (read < 0) {
      throw wrong(none);
    }
    return read;
  }

  private static IOException cut() {
    return wrong("it ends too early");
  }

  private static IOException wrong(String what) {
    return new IOException("the bytes are not gzip: " + what);
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    in.close();
  }
}
