package dev.eyepiece.profiler.helper;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import jdk.net.ExtendedSocketOptions;

/**
 * Messages over a Unix socket: a length of four bytes, a kind of one, then the content. One thread
 * sends and receives.
 */
public final class Frames implements AutoCloseable {
  public static final byte START = 1;
  public static final byte TAKE = 2;
  public static final byte STOP = 3;
  public static final byte STATS = 4;
  public static final byte DONE = 10;
  public static final byte REFUSED = 11;

  private static final int HEADER = 5;
  private static final int MOST_BYTES = 64 << 20;
  private static final String ROOT = "root";

  private final SocketChannel channel;

  /** A message. */
  public record Frame(byte kind, ByteBuffer content) {
    public String text() {
      return StandardCharsets.UTF_8.decode(content.duplicate()).toString();
    }
  }

  public Frames(SocketChannel channel) {
    this.channel = channel;
  }

  /**
   * Whether the process at the other end runs as this user or as root, by the kernel's word.
   *
   * @param self name of this process's user
   */
  public boolean isTrusted(String self) throws IOException {
    String peer = channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
    return peer.equals(self) || peer.equals(ROOT);
  }

  /** Sends a message. */
  public void send(byte kind, byte[] content) throws IOException {
    ByteBuffer message = ByteBuffer.allocate(HEADER + content.length);
    message.putInt(content.length).put(kind).put(content).flip();
    while (message.hasRemaining()) {
      channel.write(message);
    }
  }

  public void send(byte kind, String content) throws IOException {
    send(kind, content.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Waits for a message.
   *
   * @throws EOFException when the other end is gone
   */
  public Frame receive() throws IOException {
    ByteBuffer header = read(HEADER);
    int length = header.getInt();
    byte kind = header.get();
    if (length < 0 || length > MOST_BYTES) {
      throw new IOException(
          "a message of " + length + " bytes where at most " + MOST_BYTES + " were expected");
    }
    return new Frame(kind, read(length));
  }

  private ByteBuffer read(int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes) < 0) {
        throw new EOFException("the other end is gone");
      }
    }
    return bytes.flip();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
