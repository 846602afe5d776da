package dev.eyepiece.net;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a request: in an array, and, where they came neither compressed nor encrypted, also
 * as they still lie in the network's own buffers, which whoever writes them on reads without
 * another copy. Those buffers belong to a pool and go back to it when this is closed, which is to
 * be done exactly by who took the request, on every way that it can go. Safe for use by several
 * threads.
 */
public final class RequestBytes implements AutoCloseable {
  private final byte[] array;
  private final List<ByteBuffer> parts;
  private final AtomicReference<@Nullable Runnable> release;

  private RequestBytes(byte[] array, List<ByteBuffer> parts, @Nullable Runnable release) {
    this.array = array;
    this.parts = parts;
    this.release = new AtomicReference<>(release);
  }

  /** Bytes that are in an array alone. */
  public static RequestBytes of(byte[] array) {
    return new RequestBytes(array, List.of(), null);
  }

  /**
   * Bytes that are in buffers too.
   *
   * @param parts direct buffers whose remaining bytes are those of the array, in order
   * @param release gives the buffers back; run once
   */
  static RequestBytes of(byte[] array, List<ByteBuffer> parts, Runnable release) {
    return new RequestBytes(array, parts, release);
  }

  /** The whole request. Stays as it is after {@link #close}. */
  public byte[] array() {
    return array;
  }

  public int length() {
    return array.length;
  }

  /**
   * The request in direct buffers, in order; none when there are no such buffers. Not to be used
   * once this is closed, nor moved: who reads takes duplicates.
   */
  public List<ByteBuffer> parts() {
    return parts;
  }

  /** Gives the buffers back; what comes after the first time does nothing. */
  @Override
  public void close() {
    Runnable first = release.getAndSet(null);
    if (first != null) {
      first.run();
    }
  }
}
