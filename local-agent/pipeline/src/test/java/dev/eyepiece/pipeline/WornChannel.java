package dev.eyepiece.pipeline;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Map;
import java.util.NavigableMap;

/** A file on a disk that does not read some ranges any more, as systems tell of it. */
final class WornChannel extends FileChannel {
  private final FileChannel real;
  private final NavigableMap<Long, Long> refused;

  /**
   * @param refused the ends of the ranges by their beginnings
   */
  WornChannel(FileChannel real, NavigableMap<Long, Long> refused) {
    this.real = real;
    this.refused = refused;
  }

  @Override
  public int read(ByteBuffer into, long at) throws IOException {
    Map.Entry<Long, Long> range = refused.floorEntry(at);
    if (range != null && at < range.getValue()) {
      throw new IOException("Input/output error");
    }
    Long next = refused.higherKey(at);
    if (next == null || next - at >= into.remaining()) {
      return real.read(into, at);
    }
    // What lies before is read, and the next call is refused.
    ByteBuffer part = into.slice(into.position(), (int) (next - at));
    int count = real.read(part, at);
    into.position(into.position() + Math.max(0, count));
    return count;
  }

  @Override
  public long size() throws IOException {
    return real.size();
  }

  @Override
  protected void implCloseChannel() throws IOException {
    real.close();
  }

  @Override
  public int read(ByteBuffer into) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long read(ByteBuffer[] into, int offset, int length) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int write(ByteBuffer from) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long write(ByteBuffer[] from, int offset, int length) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int write(ByteBuffer from, long at) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long position() {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileChannel position(long newPosition) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileChannel truncate(long size) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void force(boolean metaData) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long transferTo(long position, long count, WritableByteChannel target) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long transferFrom(ReadableByteChannel from, long position, long count) {
    throw new UnsupportedOperationException();
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long position, long size) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileLock lock(long position, long size, boolean shared) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileLock tryLock(long position, long size, boolean shared) {
    throw new UnsupportedOperationException();
  }
}
