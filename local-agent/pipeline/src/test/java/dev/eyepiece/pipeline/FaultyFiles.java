package dev.eyepiece.pipeline;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;

/** Journal files on a disk that fails when told to. */
final class FaultyFiles implements JournalFile.Opener {
  volatile boolean failOpen;
  volatile boolean failTruncate;
  volatile boolean failForce;

  /** Bytes that still fit; a write beyond them is written in part. */
  volatile long room = Long.MAX_VALUE;

  volatile int forces;

  @Override
  public JournalFile open(Path file) throws IOException {
    if (failOpen) {
      throw new IOException("no more files");
    }
    return new Faulty(JournalFile.create(file));
  }

  private final class Faulty implements JournalFile {
    private final JournalFile real;

    Faulty(JournalFile real) {
      this.real = real;
    }

    @Override
    public void write(ByteBuffer[] pieces) throws IOException {
      long fits = room;
      ByteBuffer bytes = joined(pieces);
      if (bytes.remaining() > fits) {
        real.write(new ByteBuffer[] {bytes.slice(0, (int) fits)});
        room = 0;
        throw new IOException("no space left");
      }
      room = fits - bytes.remaining();
      real.write(pieces);
    }

    private static ByteBuffer joined(ByteBuffer[] pieces) {
      int size = Arrays.stream(pieces).mapToInt(ByteBuffer::remaining).sum();
      ByteBuffer all = ByteBuffer.allocate(size);
      Arrays.stream(pieces).map(ByteBuffer::duplicate).forEach(all::put);
      return all.flip();
    }

    @Override
    public void truncate(long size) throws IOException {
      if (failTruncate) {
        throw new IOException("cannot truncate");
      }
      real.truncate(size);
    }

    @Override
    public synchronized void force() throws IOException {
      if (failForce) {
        throw new IOException("cannot force");
      }
      forces++;
      real.force();
    }

    @Override
    public void close() throws IOException {
      real.close();
    }
  }
}
