package dev.eyepiece.pipeline;

import dev.eyepiece.telemetry.PerSignal;
import dev.eyepiece.telemetry.RecordBatch;
import dev.eyepiece.telemetry.Signal;
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
  private record Slot(RecordBatch batch, long since) {}

  private static final int REST_SHARE = 8;

  private final long capBytes;
  private final ArrayDeque<RecordBatch> sealed = new ArrayDeque<>();
  private final ArrayDeque<Slot> unsealed = new ArrayDeque<>();
  private final AtomicLong bytes = new AtomicLong();
  private final PerSignal<AtomicLong> records = new PerSignal<>(_ -> new AtomicLong());
  private final AtomicLong unsealedBytes = new AtomicLong();
  private final PerSignal<AtomicLong> unsealedRecords = new PerSignal<>(_ -> new AtomicLong());

  Ring(long capBytes) {
    this.capBytes = capBytes;
  }

  /** Appends a batch, whose id is above all before it. */
  synchronized void append(RecordBatch batch, long nowNanos) {
    unsealed.addLast(new Slot(batch, nowNanos));
    bytes.addAndGet(batch.retainedBytes());
    records.get(batch.signal()).addAndGet(batch.size());
    unsealedBytes.addAndGet(batch.retainedBytes());
    unsealedRecords.get(batch.signal()).addAndGet(batch.size());
    evict();
  }

  /** Everything up to this id is in the store. */
  synchronized void sealed(long upTo) {
    while (!unsealed.isEmpty() && unsealed.getFirst().batch().id() <= upTo) {
      RecordBatch batch = unsealed.removeFirst().batch();
      unsealedBytes.addAndGet(-batch.retainedBytes());
      unsealedRecords.get(batch.signal()).addAndGet(-batch.size());
      sealed.addLast(batch);
    }
    evict();
  }

  /**
   * Nothing comes for now: keeps an eighth of the cap, enough for what views show first, and leaves
   * the rest to the store.
   */
  synchronized void rest() {
    evict(capBytes / REST_SHARE);
  }

  private void evict() {
    evict(capBytes);
  }

  private void evict(long toBytes) {
    while (bytes.get() > toBytes && !sealed.isEmpty()) {
      RecordBatch oldest = sealed.removeFirst();
      bytes.addAndGet(-oldest.retainedBytes());
      records.get(oldest.signal()).addAndGet(-oldest.size());
    }
  }

  /**
   * The batches that are not sealed, oldest first, up to a number of records but at least one
   * batch.
   */
  synchronized List<RecordBatch> unsealed(long maxRecords) {
    List<RecordBatch> found = new ArrayList<>();
    long count = 0;
    for (Slot slot : unsealed) {
      RecordBatch batch = slot.batch();
      if (!found.isEmpty() && count + batch.size() > maxRecords) {
        break;
      }
      found.add(batch);
      count += batch.size();
    }
    return found;
  }

  /** A signal's newest batches, sealed or not, newest first, until they hold so many records. */
  synchronized List<RecordBatch> recent(Signal signal, long minRecords) {
    List<RecordBatch> found = new ArrayList<>();
    long count = 0;
    Iterator<Slot> young = unsealed.descendingIterator();
    Iterator<RecordBatch> old = sealed.descendingIterator();
    while (count < minRecords && (young.hasNext() || old.hasNext())) {
      RecordBatch batch = young.hasNext() ? young.next().batch() : old.next();
      if (batch.signal() == signal) {
        found.add(batch);
        count += batch.size();
      }
    }
    return found;
  }

  /** When the oldest batch that is not sealed came, in monotonic nanoseconds. */
  synchronized OptionalLong oldestUnsealed() {
    return unsealed.isEmpty() ? OptionalLong.empty() : OptionalLong.of(unsealed.getFirst().since());
  }

  /** When the newest batch that is not sealed came, in monotonic nanoseconds. */
  synchronized OptionalLong newestUnsealed() {
    return unsealed.isEmpty() ? OptionalLong.empty() : OptionalLong.of(unsealed.getLast().since());
  }

  /** Id of the oldest batch that is not sealed. */
  synchronized OptionalLong oldestUnsealedId() {
    return unsealed.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(unsealed.getFirst().batch().id());
  }

  long bytes() {
    return bytes.get();
  }

  long records(Signal signal) {
    return records.get(signal).get();
  }

  long unsealedBytes() {
    return unsealedBytes.get();
  }

  long unsealedRecords(Signal signal) {
    return unsealedRecords.get(signal).get();
  }

  /** Of all signals. */
  long unsealedRecords() {
    return unsealedRecords.sum(AtomicLong::get);
  }
}
