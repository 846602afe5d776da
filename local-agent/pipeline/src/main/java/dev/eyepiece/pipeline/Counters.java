package dev.eyepiece.pipeline;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What the road counts. Safe for use by several threads; {@link #taken} is for one. */
final class Counters {
  final AtomicLong generation = new AtomicLong();
  final LongAdder requests = new LongAdder();
  final LongAdder spans = new LongAdder();
  final LongAdder refused = new LongAdder();
  final LongAdder repeated = new LongAdder();
  final LongAdder replacedText = new LongAdder();
  final Rate spanRate = new Rate();
  final Rate byteRate = new Rate();
  volatile long lastReceived;
  volatile long replayedSpans;

  /** Counts requests that went in together. */
  void taken(long count, long spanCount, long bytes, long replaced, long nowUnixNano) {
    requests.add(count);
    spans.add(spanCount);
    replacedText.add(replaced);
    spanRate.add(spanCount, nowUnixNano);
    byteRate.add(bytes, nowUnixNano);
    lastReceived = nowUnixNano;
    generation.incrementAndGet();
  }
}
