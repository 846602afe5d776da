package dev.eyepiece.telemetry;

/**
 * Counts what the buckets of one histogram point hold and says what cannot be (opentelemetry-proto,
 * {@code metrics.proto}). Keeps no bucket. For one thread.
 */
final class Buckets {
  private static final int DEPTH = 7;

  private final RequestWalker<?> walker;
  private final ProtoReader in;

  private long counts;
  private long total;
  private long bounds;
  private double lastBound;
  private boolean unordered;
  private boolean outOfRange;

  Buckets(RequestWalker<?> walker) {
    this.walker = walker;
    this.in = walker.in;
  }

  void begin() {
    counts = 0;
    total = 0;
    bounds = 0;
    lastBound = Double.NaN;
    unordered = false;
    outOfRange = false;
  }

  /** Walks a field of bucket counts, packed or not. */
  void counts(int tag, int limit, int wireType) throws MalformedOtlpException {
    if ((tag & 7) == wireType) {
      count(wireType, limit);
      return;
    }
    int end = walker.messageEnd(tag, limit, "bucket_counts");
    while (in.position < end) {
      count(wireType, end);
    }
  }

  private void count(int wireType, int limit) throws MalformedOtlpException {
    counts++;
    total += wireType == ProtoReader.VARINT ? in.varint(limit) : in.fixed64(limit);
  }

  /** Walks a field of explicit bounds, packed or not. */
  void bounds(int tag, int limit) throws MalformedOtlpException {
    if ((tag & 7) == ProtoReader.FIXED64) {
      bound(limit);
      return;
    }
    int end = walker.messageEnd(tag, limit, "explicit_bounds");
    while (in.position < end) {
      bound(end);
    }
  }

  private void bound(int limit) throws MalformedOtlpException {
    double bound = Double.longBitsToDouble(in.fixed64(limit));
    unordered |= Double.isNaN(bound) || (bounds > 0 && !(bound > lastBound));
    lastBound = bound;
    bounds++;
  }

  void zeros(long count) {
    total += count;
  }

  /** Walks one side of an exponential histogram. */
  void side(int limit) throws MalformedOtlpException {
    long before = counts;
    long offset = 0;
    while (in.position < limit) {
      int tag = in.tag(limit);
      switch (tag >>> 3) {
        case 1 -> {
          int coded = (int) walker.number(tag, limit, "offset");
          int signed = (coded >>> 1) ^ -(coded & 1);
          offset = signed;
        }
        case 2 -> counts(tag, limit, ProtoReader.VARINT);
        default -> walker.skipUnknown(tag, limit, DEPTH);
      }
    }
    outOfRange |= offset + (counts - before) - 1 > Integer.MAX_VALUE;
  }

  /** What is wrong with a histogram of so many values. */
  int explicitDefects(long count) {
    int defects = unordered ? Defects.BOUNDS : 0;
    if (counts == 0 ? bounds > 0 : counts != bounds + 1) {
      defects |= Defects.BUCKETS;
    }
    return counts > 0 && total != count ? defects | Defects.COUNT : defects;
  }

  /** What is wrong with an exponential histogram of so many values. */
  int exponentialDefects(long count) {
    int defects = outOfRange ? Defects.BUCKET_RANGE : 0;
    return total == count ? defects : defects | Defects.COUNT;
  }
}
