package dev.eyepiece.otlp;

import java.util.concurrent.atomic.LongAdder;

/** What the receiver refused before the road saw it. Safe for use by several threads. */
public final class ReceiverCounts {
  private final LongAdder rejectedSpans = new LongAdder();
  private final LongAdder malformedRequests = new LongAdder();
  private final LongAdder otherSignals = new LongAdder();

  void rejected(int spans) {
    rejectedSpans.add(spans);
  }

  void malformed() {
    malformedRequests.increment();
  }

  void otherSignal() {
    otherSignals.increment();
  }

  /** Spans refused by validation. */
  public long rejectedSpans() {
    return rejectedSpans.sum();
  }

  /** Requests that were not OTLP. */
  public long malformedRequests() {
    return malformedRequests.sum();
  }

  /** Requests of signals that are not taken. */
  public long otherSignals() {
    return otherSignals.sum();
  }
}
