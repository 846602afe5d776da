package dev.eyepiece.pipeline;

import java.io.IOException;
import java.nio.file.Path;

/**
 * What a queue of the forwarder holds.
 *
 * @param requests requests that wait or are under way
 * @param bytes their bytes
 * @param diskBytes what its files take
 * @param lostRequests requests that were dropped, for want of room or of a disk that takes them,
 *     since the queue was made
 * @param lostBytes their bytes
 */
public record ForwardHeld(
    long requests, long bytes, long diskBytes, long lostRequests, long lostBytes) {
  /** Nothing. */
  public static final ForwardHeld NONE = new ForwardHeld(0, 0, 0, 0, 0);

  /** What the queue of an endpoint holds on disk, without changing it, whoever owns it. */
  public static ForwardHeld ofEndpoint(Path dataFolder, String name) throws IOException {
    return QueueContent.look(Forwards.folder(dataFolder).resolve(name));
  }
}
