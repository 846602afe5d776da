package dev.eyepiece.pipeline;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Brings what the road handed over into a lane's queue, leaves out what no condition is for, and
 * tells what went lost. For the lane's thread.
 */
final class LaneIntake {
  /** What is queued with one write. */
  private static final long GROUP_BYTES = 1L << 20;

  private static final long LOSS_TOLD_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final ForwardInbox inbox;
  private final ForwardQueue queue;
  private final @Nullable ForwardFilter filter;
  private final ForwardCounters counters;
  private final LongSupplier nanoTime;
  private long lastLoss;
  private long lostBefore;
  private String lossTrouble = "";
  private String writeTrouble = "";

  /**
   * @param filter null when all goes
   */
  LaneIntake(
      ForwardInbox inbox,
      ForwardQueue queue,
      @Nullable ForwardFilter filter,
      ForwardCounters counters,
      LongSupplier nanoTime) {
    this.inbox = inbox;
    this.queue = queue;
    this.filter = filter;
    this.counters = counters;
    this.nanoTime = nanoTime;
    lostBefore = queue.held().lostRequests();
  }

  /** Queues what was handed over; whether there was anything. */
  boolean take() {
    long seen = inbox.seen();
    boolean any = false;
    for (List<ForwardItem> group = inbox.take(GROUP_BYTES);
        !group.isEmpty();
        group = inbox.take(GROUP_BYTES)) {
      any = true;
      try {
        List<ForwardItem> left = filtered(group);
        if (!left.isEmpty()) {
          queue.append(left);
        }
        writeTrouble = "";
      } catch (IOException e) {
        writeTrouble = "its queue cannot be written, and what comes is lost: " + e.getMessage();
      } catch (RuntimeException | Error e) {
        queue.lost(group.size(), group.stream().mapToLong(ForwardItem::length).sum());
        throw e;
      }
    }
    queue.seen(seen);
    long lost = inbox.takeLostRequests();
    if (lost > 0) {
      queue.lost(lost, inbox.takeLostBytes());
    }
    tellTrouble(lost);
    return any;
  }

  /** What went lost is told for a minute after the last of it; the counts stay. */
  private void tellTrouble(long overrun) {
    long now = nanoTime.getAsLong();
    long lost = queue.held().lostRequests();
    if (lost > lostBefore) {
      lastLoss = now;
      lossTrouble =
          overrun > 0
              ? "its queue's disk is slower than what comes, and requests are lost"
              : "its queue is full, and the oldest requests are dropped";
    } else if (now - lastLoss > LOSS_TOLD_NANOS) {
      lossTrouble = "";
    }
    lostBefore = lost;
    for (String trouble : new String[] {writeTrouble, lossTrouble, queue.trouble()}) {
      if (!trouble.isEmpty()) {
        counters.queue = trouble;
        return;
      }
    }
    counters.queue = "";
  }

  private List<ForwardItem> filtered(List<ForwardItem> group) {
    ForwardFilter known = filter;
    if (known == null) {
      return group;
    }
    List<ForwardItem> left = new ArrayList<>(group.size());
    for (ForwardItem item : group) {
      ForwardItem part = known.apply(item);
      if (part != null) {
        left.add(part);
      }
    }
    counters.filteredRecords.set(known.filtered());
    return left;
  }
}
