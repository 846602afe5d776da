package dev.eyepiece.pipeline;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** What the files of a queue hold of requests at or above a place. For one thread. */
final class QueueContent implements QueueFiles.Found {
  private static final System.Logger LOG = System.getLogger(QueueContent.class.getName());

  private final long done;
  private long requests;
  private long bytes;
  private long damagedBytes;

  QueueContent(long done) {
    this.done = done;
  }

  @Override
  public void request(QueuePart part, long place, long length) {
    if (place >= done) {
      part.add(length);
      requests++;
      bytes += length;
    }
  }

  @Override
  public void damaged(Path file, long lostBytes) {
    damagedBytes += lostBytes;
    LOG.log(
        System.Logger.Level.ERROR,
        "{0} bytes of the queue file {1} are damaged; what follows was read",
        lostBytes,
        file);
  }

  /** What is damaged, empty when nothing is. */
  String trouble() {
    return damagedBytes == 0
        ? ""
        : damagedBytes
            + " bytes of its queue on disk are damaged; once the rest is sent their files are"
            + " kept as .aside";
  }

  /** What a queue holds, without changing it; also while its owner writes. */
  static ForwardHeld look(Path folder) throws IOException {
    ForwardState state = QueueFiles.state(folder);
    QueueContent content = new QueueContent(state.done());
    long diskBytes = 0;
    for (int number : QueueFiles.numbers(folder)) {
      try {
        diskBytes += QueueFiles.read(Segment.path(folder, number), new QueuePart(number), content);
      } catch (NoSuchFileException gone) {
        LOG.log(System.Logger.Level.DEBUG, "its owner is done with {0}", gone.getFile());
      }
    }
    return new ForwardHeld(
        content.requests, content.bytes, diskBytes, state.lostRequests(), state.lostBytes());
  }
}
