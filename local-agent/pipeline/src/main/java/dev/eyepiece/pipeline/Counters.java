package dev.eyepiece.pipeline;

import dev.eyepiece.telemetry.PerSignal;
import dev.eyepiece.telemetry.RecordBatch;
import dev.eyepiece.telemetry.Signal;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What the road counts. Safe for use by several threads; {@link #taken} is for one. */
final class Counters {
  final AtomicLong generation = new AtomicLong();
  final LongAdder requests = new LongAdder();
  final LongAdder refused = new LongAdder();
  final LongAdder repeated = new LongAdder();
  final LongAdder replacedText = new LongAdder();
  final LongAdder invalidByRules = new LongAdder();
  final LongAdder refusedByRules = new LongAdder();
  volatile String lastOfRules = "";
  final Rate byteRate = new Rate();
  volatile long lastReceived;
  final PerSignal<OfSignal> signals = new PerSignal<>(_ -> new OfSignal());

  /** What is counted of one signal. */
  static final class OfSignal {
    final LongAdder records = new LongAdder();
    final LongAdder dropped = new LongAdder();
    final Rate rate = new Rate();
    volatile long replayed;
  }

  /** What rules take away, or make into what OTLP does not allow. */
  void lost(Signal signal, long dropped, long invalid, String remark) {
    signals.get(signal).dropped.add(dropped + invalid);
    invalidByRules.add(invalid);
    if (invalid > 0) {
      lastOfRules = invalid + " records are left out after the rules: " + remark;
    }
  }

  void refusedByRules(String reason) {
    refusedByRules.increment();
    lastOfRules = reason;
  }

  RuleStats rules(int on) {
    return new RuleStats(
        on,
        signals.sum(each -> each.dropped.sum()),
        invalidByRules.sum(),
        refusedByRules.sum(),
        lastOfRules);
  }

  /** Counts requests that went in together. */
  void taken(List<RecordBatch> batches, long nowUnixNano) {
    requests.add(batches.size());
    for (RecordBatch batch : batches) {
      OfSignal signal = signals.get(batch.signal());
      signal.records.add(batch.size());
      signal.rate.add(batch.size(), nowUnixNano);
      byteRate.add(batch.length(), nowUnixNano);
      replacedText.add(batch.replacedText());
    }
    lastReceived = nowUnixNano;
    generation.incrementAndGet();
  }
}
