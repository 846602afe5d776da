package dev.eyepiece.pipeline;

/** One file of a forwarder's queue. For one thread. */
final class QueuePart {
  final int number;

  /** Bytes of whole records. */
  long size;

  /** Requests that were never handed out, and their bytes. */
  long waiting;

  long waitingBytes;

  /** Something in it could not be read: it is set aside rather than deleted. */
  boolean damaged;

  QueuePart(int number) {
    this.number = number;
  }

  void add(long bytes) {
    waiting++;
    waitingBytes += bytes;
  }

  void handedOut(long bytes) {
    waiting--;
    waitingBytes -= bytes;
  }
}
