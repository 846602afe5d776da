package dev.eyepiece.agent.bundle;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Stops a part of a bundle that unpacks to more than it may, whatever its own header says: by
 * bytes, and by how many times its packed size that is.
 */
public final class BoundedInput extends FilterInputStream {
  /** Telemetry packs to a tenth or a fiftieth; a thousandth is a bomb. */
  private static final long MOST_TIMES = 500;

  private static final long FREE = 16L << 20;

  private final String name;
  private final long most;
  private long read;

  /**
   * Bounds a stream.
   *
   * @param packed bytes in the file
   * @param most bytes that come out
   */
  public BoundedInput(InputStream in, String name, long packed, long most) {
    super(in);
    this.name = name;
    this.most = Math.min(most, Math.max(FREE, Math.multiplyExact(MOST_TIMES, packed)));
  }

  @Override
  public int read() throws IOException {
    int next = super.read();
    count(next < 0 ? 0 : 1);
    return next;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int got = super.read(into, offset, length);
    count(Math.max(0, got));
    return got;
  }

  private void count(int more) throws IOException {
    read += more;
    if (read > most) {
      throw new IOException(name + " unpacks to more than " + most + " bytes");
    }
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
