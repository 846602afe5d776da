package dev.eyepiece.pipeline;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Journal files on a disk that fails when told to. */
final class FaultyFiles implements JournalFile.Opener {
  volatile boolean failOpen;
  volatile boolean failTruncate;
  volatile boolean failForce;

  /** Bytes that still fit; a write beyond them is written in part. */
  final AtomicLong room = new AtomicLong(Long.MAX_VALUE);

  volatile int forces;

  /** Files of earlier runs that were forced. */
  final List<Path> forcedFiles = new CopyOnWriteArrayList<>();

  /** Ranges by file that cannot be read. */
  private final Map<Path, NavigableMap<Long, Long>> refused = new ConcurrentHashMap<>();

  /** Thrown by the write after the next one; null for nothing. */
  volatile @Nullable Error defect;

  /** Holds up what is written to some files; null for none. */
  volatile @Nullable Gate gate;

  /** Holds writes up until it is closed, which lets them pass. */
  record Gate(String path, CountDownLatch opened) implements AutoCloseable {
    Gate(String path) {
      this(path, new CountDownLatch(1));
    }

    @Override
    public void close() {
      opened.countDown();
    }

    private void pass(Path file) {
      if (file.toString().contains(path)) {
        try {
          opened.await();
        } catch (InterruptedException e) {
          throw new AssertionError(e);
        }
      }
    }
  }

  @Override
  public JournalFile open(Path file) throws IOException {
    if (failOpen) {
      throw new IOException("no more files");
    }
    return new Faulty(file, JournalFile.create(file));
  }

  /** Has a range of a file of an earlier run be one that cannot be read. */
  void refuse(Path file, long from, long to) {
    refused.computeIfAbsent(file, _ -> new TreeMap<>()).put(from, to);
  }

  @Override
  public FileChannel read(Path file) throws IOException {
    FileChannel real = JournalFile.Opener.super.read(file);
    NavigableMap<Long, Long> ranges = refused.get(file);
    return ranges == null ? real : new WornChannel(real, ranges);
  }

  @Override
  public void force(Path file) throws IOException {
    JournalFile.Opener.super.force(file);
    forcedFiles.add(file);
  }

  private final class Faulty implements JournalFile {
    private final Path file;
    private final JournalFile real;
    private int writes;

    Faulty(Path file, JournalFile real) {
      this.file = file;
      this.real = real;
    }

    @Override
    public void write(ByteBuffer[] pieces) throws IOException {
      Gate shut = gate;
      if (shut != null) {
        shut.pass(file);
      }
      Error error = defect;
      if (error != null && ++writes == 2) {
        writes = 0;
        defect = null;
        throw error;
      }
      ByteBuffer bytes = joined(pieces);
      int size = bytes.remaining();
      // In one step: what a test sets while a note is written is not to be overwritten by it.
      long fits = room.getAndUpdate(left -> left < size ? 0 : left - size);
      if (fits < size) {
        real.write(new ByteBuffer[] {bytes.slice(0, (int) fits)});
        throw new IOException("no space left");
      }
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
