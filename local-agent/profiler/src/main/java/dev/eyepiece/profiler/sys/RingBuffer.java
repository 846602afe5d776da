package dev.eyepiece.profiler.sys;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;

/**
 * A BPF ring buffer, read in place: two pages with positions, then the data twice in a row, so that
 * each record is in one piece (kernel documentation, bpf/ringbuf). For one thread.
 */
public final class RingBuffer implements AutoCloseable {
  private static final VarHandle LONG =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int BUSY = 1 << 31;
  private static final int DISCARDED = 1 << 30;
  private static final int HEADER = 8;

  private final Mapped consumer;
  private final Mapped producer;
  private final long mask;

  /**
   * @param size bytes of data, a power of two
   */
  public RingBuffer(int fd, int size) throws SystemCallException {
    consumer = LibC.map(fd, 0, LibC.PAGE, LibC.PROT_READ | LibC.PROT_WRITE);
    producer = LibC.map(fd, LibC.PAGE, LibC.PAGE + 2L * size, LibC.PROT_READ);
    mask = size - 1L;
  }

  /** Hands over each record that is complete, in a buffer that is valid for the call. */
  public void read(Consumer<ByteBuffer> taker) {
    ByteBuffer data = producer.bytes();
    long position = (long) LONG.getAcquire(consumer.bytes(), 0);
    long end = (long) LONG.getAcquire(data, 0);
    while (position < end) {
      int at = LibC.PAGE + (int) (position & mask);
      int header = (int) INT.getAcquire(data, at);
      if ((header & BUSY) != 0) {
        return;
      }
      int length = header & ~(BUSY | DISCARDED);
      if ((header & DISCARDED) == 0) {
        taker.accept(data.slice(at + HEADER, length).order(ByteOrder.LITTLE_ENDIAN));
      }
      position += (length + HEADER + 7) & ~7;
      LONG.setRelease(consumer.bytes(), 0, position);
    }
  }

  @Override
  public void close() {
    consumer.close();
    producer.close();
  }
}
