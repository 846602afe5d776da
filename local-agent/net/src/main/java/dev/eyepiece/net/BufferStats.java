package dev.eyepiece.net;

/**
 * The network's buffers and what is copied out of them, since the start.
 *
 * @param hits buffers that a thread had at hand
 * @param misses buffers for which the pool, or the system, had to be asked
 * @param outstandingBytes in buffers that are in use
 * @param pooledBytes that the pool has of the system
 * @param receivedBytes bytes of bodies as they came over the wire
 * @param copiedBytes bytes of bodies that were copied or decompressed into memory of the program
 */
public record BufferStats(
    long hits,
    long misses,
    long outstandingBytes,
    long pooledBytes,
    long receivedBytes,
    long copiedBytes) {
  public static final BufferStats NONE = new BufferStats(0, 0, 0, 0, 0, 0);

  /** With bytes that were copied elsewhere. */
  public BufferStats plusCopied(long bytes) {
    return new BufferStats(
        hits, misses, outstandingBytes, pooledBytes, receivedBytes, copiedBytes + bytes);
  }

  /** How often a byte that came was copied; 0 before the first. */
  public double copiedPerReceived() {
    return receivedBytes == 0 ? 0 : (double) copiedBytes / receivedBytes;
  }
}
