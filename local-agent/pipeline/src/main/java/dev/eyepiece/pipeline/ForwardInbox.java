package dev.eyepiece.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * What the road has handed over and a lane has not yet written to its queue, within a cap of bytes.
 * The road puts, which never waits; the lane takes. The bytes are those of the ring's batches.
 */
final class ForwardInbox {
  private final long capBytes;
  private final ConcurrentLinkedQueue<ForwardItem> items = new ConcurrentLinkedQueue<>();
  private final AtomicLong bytes = new AtomicLong();
  private final LongAdder lostRequests = new LongAdder();
  private final LongAdder lostBytes = new LongAdder();
  private volatile long seen;

  /**
   * @param seen the road's id up to which there is nothing to come
   */
  ForwardInbox(long capBytes, long seen) {
    this.capBytes = capBytes;
    this.seen = seen;
  }

  /**
   * Puts a request; when there is no room it is counted as lost.
   *
   * @param item null for a request of which nothing goes to the endpoint
   */
  void put(@Nullable ForwardItem item, long id) {
    if (item != null) {
      if (hasRoom(item)) {
        bytes.addAndGet(item.length());
        items.add(item);
      } else {
        lostRequests.increment();
        lostBytes.add(item.length());
      }
    }
    seen = id;
  }

  /** A request above the cap passes alone: it would never pass otherwise. */
  boolean hasRoom(ForwardItem item) {
    long now = bytes.get();
    return now == 0 || now + item.length() <= capBytes;
  }

  /** There is nothing to come up to an id; before anything is put. */
  void begin(long id) {
    seen = Math.max(seen, id);
  }

  /** The id of the newest request that was put; what is put before it is taken after this call. */
  long seen() {
    return seen;
  }

  boolean isEmpty() {
    return items.isEmpty();
  }

  /** Takes the oldest requests, at least one when there is one, up to so many bytes. */
  List<ForwardItem> take(long most) {
    List<ForwardItem> taken = new ArrayList<>();
    long size = 0;
    for (ForwardItem item = items.peek();
        item != null && (taken.isEmpty() || size + item.length() <= most);
        item = items.peek()) {
      items.poll();
      taken.add(item);
      size += item.length();
    }
    bytes.addAndGet(-size);
    return taken;
  }

  /** Requests lost since the last call. */
  long takeLostRequests() {
    return lostRequests.sumThenReset();
  }

  /** Their bytes. */
  long takeLostBytes() {
    return lostBytes.sumThenReset();
  }
}
