package dev.eyepiece.profiler.sys;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;

/** The ring into which the kernel writes the records of perf events. For one thread. */
public final class PerfRing implements AutoCloseable {
  private static final VarHandle LONG =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int HEAD = 1024;
  private static final int TAIL = 1032;

  private final Mapped mapped;
  private final int size;

  /**
   * @param pages of data, a power of two
   */
  public PerfRing(int fd, int pages) throws SystemCallException {
    size = pages * LibC.PAGE;
    mapped = LibC.map(fd, 0, (long) LibC.PAGE + size, LibC.PROT_READ | LibC.PROT_WRITE);
  }

  /** Hands over each record with its header, in an array of its own. */
  public void read(Consumer<ByteBuffer> taker) {
    ByteBuffer ring = mapped.bytes();
    long head = (long) LONG.getAcquire(ring, HEAD);
    long tail = ring.getLong(TAIL);
    while (tail < head) {
      int length = Short.toUnsignedInt(ring.getShort(at(tail + 6)));
      if (length < 8) {
        // Cannot be; going on from the head is better than reading the same for ever.
        tail = head;
        break;
      }
      taker.accept(copy(ring, tail, length));
      tail += length;
    }
    LONG.setRelease(ring, TAIL, tail);
  }

  private int at(long position) {
    return LibC.PAGE + (int) (position & (size - 1));
  }

  private ByteBuffer copy(ByteBuffer ring, long from, int length) {
    byte[] bytes = new byte[length];
    int start = (int) (from & (size - 1));
    int first = Math.min(length, size - start);
    ring.get(LibC.PAGE + start, bytes, 0, first);
    ring.get(LibC.PAGE, bytes, first, length - first);
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public void close() {
    mapped.close();
  }
}
