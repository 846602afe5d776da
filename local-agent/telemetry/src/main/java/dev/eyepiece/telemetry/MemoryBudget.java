package dev.eyepiece.telemetry;

/**
 * Bounds what a request becomes in memory by its size on the wire, where two bytes are enough to
 * say "one more". For one thread.
 */
final class MemoryBudget {
  /** Always allowed, so that small requests are never in question. */
  private static final int FREE_BYTES = 1 << 20;

  private final int growth;
  private long left;

  /** Allows {@code growth} bytes for each byte of a request. */
  MemoryBudget(int growth) {
    this.growth = growth;
  }

  void begin(int requestBytes) {
    left = FREE_BYTES + (long) growth * requestBytes;
  }

  void take(int bytes, int position) throws MalformedOtlpException {
    left -= bytes;
    if (left < 0) {
      throw new MalformedOtlpException(
          "so many empty groups or records that the request would grow more than "
              + growth
              + " times in memory",
          position);
    }
  }
}
