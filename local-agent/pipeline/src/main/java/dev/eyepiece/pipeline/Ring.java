package dev.eyepiece.pipeline;

import dev.eyepiece.telemetry.SpanBatch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The newest batches in memory, sealed or not, within a byte cap. A batch that is not sealed is
 * never evicted. Safe for use by several threads; the gauges take no lock.
 */
final class Ring {
  /** A batch, and when it came in monotonic nanoseconds. */
  private record Slot(SpanBatch batch, long since) {}

  private final long capBytes;
  private final ArrayDeque<SpanBatch> sealed = new ArrayDeque<>();
  private final ArrayDeque<Slot> unsealed = new ArrayDeque<>();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong spans = new AtomicLong();
  private final AtomicLong unsealedBytes = new AtomicLong();
  private final AtomicLong unsealedSpans = new AtomicLong();

  Ring(long capBytes) {
    this.capBytes = capBytes;
  }

  /** Appends a batch, whose id is above all before it. */
  synchronized void append(SpanBatch batch, long nowNanos) {
    unsealed.addLast(new Slot(batch, nowNanos));
    bytes.addAndGet(batch.retainedBytes());
    spans.addAndGet(batch.size());
    unsealedBytes.addAndGet(batch.retainedBytes());
    unsealedSpans.addAndGet(batch.size());
    evict();
  }

  /** Everything up to this id is in the store. */
  synchronized void sealed(long upTo) {
    while (!unsealed.isEmpty() && unsealed.getFirst().batch().id() <= upTo) {
      SpanBatch batch = unsealed.removeFirst().batch();
      unsealedBytes.addAndGet(-batch.retainedBytes());
      unsealedSpans.addAndGet(-batch.size());
      sealed.addLast(batch);
    }
    evict();
  }

  private void evict() {
    while (bytes.get() > capBytes && !sealed.isEmpty()) {
      SpanBatch oldest = sealed.removeFirst();
      bytes.addAndGet(-oldest.retainedBytes());
      spans.addAndGet(-oldest.size());
    }
  }

  /**
   * The batches that are not sealed, oldest first, up to a number of spans but at least one batch.
   */
  synchronized List<SpanBatch> unsealed(long maxSpans) {
    List<SpanBatch> found = new ArrayList<>();
    long count = 0;
    for (Slot slot : unsealed) {
      SpanBatch batch = slot.batch();
      if (!found.isEmpty() && count + batch.size() > maxSpans) {
        break;
      }
      found.add(batch);
      count += batch.size();
    }
    return found;
  }

  /** The newest batches, sealed or not, newest first, until they hold so many spans. */
  synchronized List<SpanBatch> recent(long minSpans) {
    List<SpanBatch> found = new ArrayList<>();
    long count = 0;
    Iterator<Slot> young = unsealed.descendingIterator();
    Iterator<SpanBatch> old = sealed.descendingIterator();
    while (count < minSpans && (young.hasNext() || old.hasNext())) {
      SpanBatch batch = young.hasNext() ? young.next().batch() : old.next();
      found.add(batch);
      count += batch.size();
    }
    return found;
  }

  /** When the oldest batch that is not sealed came, in monotonic nanoseconds. */
  synchronized OptionalLong oldestUnsealed() {
    return unsealed.isEmpty() ? OptionalLong.empty() : OptionalLong.of(unsealed.getFirst().since());
  }

  long bytes() {
    return bytes.get();
  }

  long spans() {
    return spans.get();
  }

  long unsealedBytes() {
    return unsealedBytes.get();
  }

  long unsealedSpans() {
    return unsealedSpans.get();
  }
}
