package dev.eyepiece.pipeline;

import java.util.concurrent.atomic.AtomicLong;

/** What a lane counts. The lane writes, any thread reads. */
final class ForwardCounters {
  final AtomicLong sentRequests = new AtomicLong();
  final AtomicLong sentBytes = new AtomicLong();
  final AtomicLong rejectedRecords = new AtomicLong();
  final AtomicLong refusedRequests = new AtomicLong();
  final AtomicLong returnedRequests = new AtomicLong();
  final AtomicLong givenUpRequests = new AtomicLong();
  final AtomicLong filteredRecords = new AtomicLong();
  final AtomicLong retries = new AtomicLong();
  volatile String last = "";

  /** Why its receiver takes nothing now; empty when it does. */
  volatile String upstream = "";

  /** What is wrong with its queue; empty when nothing is. */
  volatile String queue = "";

  /** Why it cannot work at all; empty when it can. */
  volatile String failed = "";

  volatile int underWay;
  volatile long lastSent;
  volatile long nextTry;
  volatile ForwardHeld held = ForwardHeld.NONE;

  ForwardStats stats(ForwardEndpoint endpoint) {
    return new ForwardStats(
        endpoint,
        state(endpoint),
        trouble(),
        sentRequests.get(),
        sentBytes.get(),
        rejectedRecords.get(),
        refusedRequests.get(),
        returnedRequests.get(),
        givenUpRequests.get(),
        filteredRecords.get(),
        retries.get(),
        last,
        underWay,
        lastSent,
        nextTry,
        held);
  }

  private ForwardStats.State state(ForwardEndpoint endpoint) {
    if (!endpoint.enabled()) {
      return ForwardStats.State.OFF;
    }
    if (!failed.isEmpty()) {
      return ForwardStats.State.FAILED;
    }
    return upstream.isEmpty() ? ForwardStats.State.WORKING : ForwardStats.State.RETRYING;
  }

  private String trouble() {
    for (String text : new String[] {failed, queue, upstream}) {
      if (!text.isEmpty()) {
        return text;
      }
    }
    return "";
  }
}
