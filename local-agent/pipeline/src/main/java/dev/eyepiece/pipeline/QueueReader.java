package dev.eyepiece.pipeline;

import dev.eyepiece.otlp.Hops;
import dev.eyepiece.telemetry.Signal;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Reads requests back from the files of a queue; keeps the file open that it reads. One thread. */
final class QueueReader implements AutoCloseable {
  private final Path folder;
  private int number = -1;
  private @Nullable FileChannel channel;

  QueueReader(Path folder) {
    this.folder = folder;
  }

  /**
   * The record at an offset or, where that is damaged, the next whole one; null when there is none.
   */
  Segment.@Nullable Entry read(QueuePart part, long offset) throws IOException {
    FileChannel file = open(part.number);
    Segment.Entry entry = Segment.entry(file, offset, part.size);
    return entry != null ? entry : Segment.next(file, offset + 1, part.size);
  }

  /** The request at its place; null when it is not there any more. */
  @Nullable ForwardItem at(QueuePart part, long offset) throws IOException {
    Segment.Entry entry = Segment.entry(open(part.number), offset, part.size);
    return entry == null ? null : item(part.number, entry);
  }

  static @Nullable ForwardItem item(int number, Segment.Entry entry) {
    Signal signal = Segment.signal(entry.signal());
    Hops hops = Hops.read(entry.hops());
    return entry.kind() != Segment.REQUEST || signal == null || hops == null
        ? null
        : new ForwardItem(
            Journal.id(number, entry.offset()),
            signal,
            hops,
            entry.ruleSet(),
            entry.arrivedUnixNano(),
            entry.payload(),
            entry.payload().length);
  }

  /**
   * A file is there and cannot be opened, as when the process has too many of them open. That says
   * nothing of what it holds: it is to be tried again.
   */
  static final class NotNowException extends IOException {
    private static final long serialVersionUID = 1;

    private NotNowException(Path file, IOException cause) {
      super(file + " cannot be opened now: " + cause.getMessage(), cause);
    }
  }

  private FileChannel open(int wanted) throws IOException {
    FileChannel known = channel;
    if (known != null && number == wanted) {
      return known;
    }
    close();
    Path file = Segment.path(folder, wanted);
    FileChannel opened;
    try {
      opened = FileChannel.open(file, StandardOpenOption.READ);
    } catch (NoSuchFileException gone) {
      throw gone;
    } catch (IOException e) {
      throw new NotNowException(file, e);
    }
    channel = opened;
    number = wanted;
    return opened;
  }

  /** Lets go of a file that is about to be deleted. */
  void release(int gone) throws IOException {
    if (gone == number) {
      close();
    }
  }

  @Override
  public void close() throws IOException {
    FileChannel known = channel;
    channel = null;
    number = -1;
    if (known != null) {
      known.close();
    }
  }
}
