package dev.eyepiece.pipeline;

import dev.eyepiece.telemetry.SpanBatch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * The newest batches in memory, sealed or not, within a byte cap. A batch that is not sealed is
 * never evicted. Safe for use by several threads.
 */
final class Ring {
  private final long capBytes;
  private final ArrayDeque<SpanBatch> batches = new ArrayDeque<>();
  private long sealedUpTo;
  private long bytes;
  private long spans;
  private long unsealedBytes;
  private long unsealedSpans;

  Ring(long capBytes, long sealedUpTo) {
    this.capBytes = capBytes;
    this.sealedUpTo = sealedUpTo;
  }

  synchronized void append(SpanBatch batch) {
    batches.addLast(batch);
    bytes += batch.retainedBytes();
    spans += batch.size();
    unsealedBytes += batch.retainedBytes();
    unsealedSpans += batch.size();
    evict();
  }

  /** Everything up to this id is in the store. */
  synchronized void sealed(List<SpanBatch> sealed) {
    for (SpanBatch batch : sealed) {
      unsealedBytes -= batch.retainedBytes();
      unsealedSpans -= batch.size();
      sealedUpTo = batch.id();
    }
    evict();
  }

  private void evict() {
    while (bytes > capBytes && batches.getFirst().id() <= sealedUpTo) {
      SpanBatch oldest = batches.removeFirst();
      bytes -= oldest.retainedBytes();
      spans -= oldest.size();
    }
  }

  /**
   * The batches that are not sealed, oldest first, up to a number of spans but at least one batch.
   */
  synchronized List<SpanBatch> unsealed(long maxSpans) {
    List<SpanBatch> found = new ArrayList<>();
    long count = 0;
    for (SpanBatch batch : batches) {
      if (batch.id() > sealedUpTo) {
        if (count > 0 && count + batch.size() > maxSpans) {
          break;
        }
        found.add(batch);
        count += batch.size();
      }
    }
    return found;
  }

  /** Arrival of the oldest batch that is not sealed, {@link Long#MAX_VALUE} when all are. */
  synchronized long oldestUnsealed() {
    for (SpanBatch batch : batches) {
      if (batch.id() > sealedUpTo) {
        return batch.arrivedUnixNano();
      }
    }
    return Long.MAX_VALUE;
  }

  synchronized long bytes() {
    return bytes;
  }

  synchronized long spans() {
    return spans;
  }

  synchronized long unsealedBytes() {
    return unsealedBytes;
  }

  synchronized long unsealedSpans() {
    return unsealedSpans;
  }
}
