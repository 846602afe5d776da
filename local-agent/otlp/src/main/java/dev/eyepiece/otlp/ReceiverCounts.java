package dev.eyepiece.otlp;

import dev.eyepiece.telemetry.PerSignal;
import dev.eyepiece.telemetry.Signal;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * What came to the receiver, by signal and way, and what it refused before the road saw it. Safe
 * for use by several threads.
 */
public final class ReceiverCounts {
  private static final int MOST_REASONS = 20;
  private static final int LONGEST_REASON = 300;

  /** How a request came. */
  public enum Way {
    GRPC("gRPC, protobuf"),
    HTTP_PROTOBUF("HTTP, protobuf"),
    HTTP_JSON("HTTP, JSON");

    private final String title;

    Way(String title) {
      this.title = title;
    }

    /** As a person reads it. */
    public String title() {
      return title;
    }
  }

  /** What is counted of one signal. */
  private static final class OfSignal {
    final Map<Way, LongAdder> requests = new EnumMap<>(Way.class);
    final LongAdder rejected = new LongAdder();
    final LongAdder malformed = new LongAdder();
    final LongAdder notTaken = new LongAdder();
    final LongAdder returned = new LongAdder();

    OfSignal() {
      for (Way way : Way.values()) {
        requests.put(way, new LongAdder());
      }
    }
  }

  private final PerSignal<OfSignal> signals = new PerSignal<>(_ -> new OfSignal());
  private final Object lock = new Object();
  private final Map<String, Long> reasons = new LinkedHashMap<>();

  void came(Signal signal, Way way) {
    LongAdder count = signals.get(signal).requests.get(way);
    if (count != null) {
      count.increment();
    }
  }

  void rejected(Signal signal, int records, String reason) {
    if (records > 0) {
      signals.get(signal).rejected.add(records);
      note(reason, records);
    }
  }

  void malformed(Signal signal, String reason) {
    signals.get(signal).malformed.increment();
    note(reason, 1);
  }

  void refused(Signal signal) {
    signals.get(signal).notTaken.increment();
  }

  void returned(Signal signal, String reason) {
    signals.get(signal).returned.increment();
    note(reason, 1);
  }

  private void note(String reason, long count) {
    String kept =
        reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) + "..." : reason;
    synchronized (lock) {
      Long before = reasons.remove(kept);
      reasons.put(kept, count + (before == null ? 0 : before));
      if (reasons.size() > MOST_REASONS) {
        reasons.remove(reasons.keySet().iterator().next());
      }
    }
  }

  /** Requests of a signal by the way they came, also those that were refused. */
  public Map<Way, Long> requests(Signal signal) {
    Map<Way, Long> counts = new EnumMap<>(Way.class);
    signals.get(signal).requests.forEach((way, count) -> counts.put(way, count.sum()));
    return counts;
  }

  /** Requests of all signals by the way they came, also those that were refused. */
  public Map<Way, Long> requests() {
    Map<Way, Long> counts = new EnumMap<>(Way.class);
    for (Signal signal : Signal.values()) {
      requests(signal).forEach((way, count) -> counts.merge(way, count, Long::sum));
    }
    return counts;
  }

  /**
   * Why something was refused and how many records or requests each reason cost, the newest reason
   * last; of many different reasons the newest 20.
   */
  public Map<String, Long> reasons() {
    synchronized (lock) {
      return new LinkedHashMap<>(reasons);
    }
  }

  /** Records of a signal refused by validation: spans, log records, data points or profiles. */
  public long rejected(Signal signal) {
    return signals.get(signal).rejected.sum();
  }

  /** Requests of a signal that were not OTLP. */
  public long malformed(Signal signal) {
    return signals.get(signal).malformed.sum();
  }

  /** Requests of a signal that is not taken. */
  public long notTaken(Signal signal) {
    return signals.get(signal).notTaken.sum();
  }

  /** Spans refused by validation. */
  public long rejectedSpans() {
    return rejected(Signal.TRACES);
  }

  /** Requests of any signal that were not OTLP. */
  public long malformedRequests() {
    return signals.sum(signal -> signal.malformed.sum());
  }

  /** Requests of any signal that had gone on from here and came back. */
  public long returnedRequests() {
    return signals.sum(signal -> signal.returned.sum());
  }

  /** Requests of signals that are not taken. */
  public long otherSignals() {
    return signals.sum(signal -> signal.notTaken.sum());
  }
}
