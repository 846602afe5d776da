package dev.eyepiece.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Bytes out of the framed format of Snappy, a chunk of at most 64 KiB at a time, or out of one
 * block without a frame; senders use both under the same name. Source: google/snappy,
 * framing_format.txt. For one thread.
 */
final class SnappyInputStream extends InputStream {
  private static final byte[] IDENTIFIER = {(byte) 0xff, 6, 0, 0, 's', 'N', 'a', 'P', 'p', 'Y'};
  private static final int COMPRESSED = 0;
  private static final int PLAIN = 1;
  private static final int FIRST_SKIPPABLE = 0x80;
  private static final int IDENTIFIED = 0xff;
  private static final int MAX_CHUNK = 64 << 10;

  private final PushbackInputStream in;
  private final boolean isFramed;
  private byte[] chunk = new byte[0];
  private int at;

  /**
   * Looks at the first bytes; reads all of a block.
   *
   * @param max bytes that one block may make; of frames the reader keeps count
   * @throws BodyDecoder.TooLarge when one block makes more
   */
  SnappyInputStream(InputStream in, int max) throws IOException {
    this.in = new PushbackInputStream(in, IDENTIFIER.length);
    byte[] first = this.in.readNBytes(IDENTIFIER.length);
    this.in.unread(first);
    isFramed = Arrays.equals(first, IDENTIFIER);
    if (!isFramed && first.length > 0) {
      byte[] block = this.in.readAllBytes();
      chunk = SnappyBlock.decode(block, 0, block.length, max);
    }
  }

  @Override
  public int read() throws IOException {
    return hasMore() ? chunk[at++] & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int from, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!hasMore()) {
      return -1;
    }
    int count = Math.min(length, chunk.length - at);
    System.arraycopy(chunk, at, target, from, count);
    at += count;
    return count;
  }

  private boolean hasMore() throws IOException {
    while (at == chunk.length) {
      if (!isFramed) {
        return false;
      }
      int type = in.read();
      if (type < 0) {
        return false;
      }
      next(type);
    }
    return true;
  }

  private void next(int type) throws IOException {
    byte[] size = whole(3);
    byte[] body = whole((size[0] & 0xff) | (size[1] & 0xff) << 8 | (size[2] & 0xff) << 16);
    switch (type) {
      case COMPRESSED, PLAIN -> data(type, body);
      case IDENTIFIED -> {
        if (!Arrays.equals(body, 0, body.length, IDENTIFIER, 4, IDENTIFIER.length)) {
          throw new IOException("the bytes are not Snappy: a stream's name is not sNaPpY");
        }
      }
      default -> {
        if (type < FIRST_SKIPPABLE) {
          throw new IOException(
              "the bytes are not Snappy: a chunk has the type " + type + ", which nothing has");
        }
      }
    }
  }

  private void data(int type, byte[] body) throws IOException {
    if (body.length < 4) {
      throw new IOException("the bytes are not Snappy: a chunk has no checksum");
    }
    byte[] bytes =
        type == PLAIN
            ? Arrays.copyOfRange(body, 4, body.length)
            : SnappyBlock.decode(body, 4, body.length, MAX_CHUNK);
    CRC32C sum = new CRC32C();
    sum.update(bytes);
    int value = (int) sum.getValue();
    int masked = Integer.rotateRight(value, 15) + 0xa282ead8;
    int told =
        (body[0] & 0xff) | (body[1] & 0xff) << 8 | (body[2] & 0xff) << 16 | (body[3] & 0xff) << 24;
    if (masked != told) {
      throw new IOException("the bytes are not Snappy: a chunk's checksum is another");
    }
    chunk = bytes;
    at = 0;
  }

  private byte[] whole(int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new IOException(
          "the bytes are not Snappy: a chunk of " + count + " bytes ends after " + bytes.length);
    }
    return bytes;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
