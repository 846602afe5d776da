package dev.eyepiece.profiler.sys;

import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Memory shared with the kernel. For one thread; nothing may use the buffer after the close. */
public final class Mapped implements AutoCloseable {
  private final long address;
  private final long length;
  private final ByteBuffer bytes;
  private boolean closed;

  Mapped(long address, long length) {
    this.address = address;
    this.length = length;
    bytes = new Pointer(address).getByteBuffer(0, length).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The memory itself, little-endian. */
  public ByteBuffer bytes() {
    if (closed) {
      throw new IllegalStateException("unmapped");
    }
    return bytes;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      LibC.unmap(address, length);
    }
  }
}
