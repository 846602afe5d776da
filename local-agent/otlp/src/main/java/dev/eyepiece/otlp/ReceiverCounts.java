package dev.eyepiece.otlp;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What the receiver refused before the road saw it. Safe for use by several threads. */
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

  private final Map<Way, LongAdder> requests = new EnumMap<>(Way.class);
  private final Object lock = new Object();
  private final Map<String, Long> reasons = new LinkedHashMap<>();

  /** Counts from zero. */
  public ReceiverCounts() {
    for (Way way : Way.values()) {
      requests.put(way, new LongAdder());
    }
  }

  void came(Way way) {
    LongAdder count = requests.get(way);
    if (count != null) {
      count.increment();
    }
  }

  /** Trace requests by the way they came, also those that were refused. */
  public Map<Way, Long> requests() {
    Map<Way, Long> counts = new EnumMap<>(Way.class);
    requests.forEach((way, count) -> counts.put(way, count.sum()));
    return counts;
  }

  /**
   * Why something was refused and how many spans or requests each reason cost, the newest reason
   * last; of many different reasons the newest 20.
   */
  public Map<String, Long> reasons() {
    synchronized (lock) {
      return new LinkedHashMap<>(reasons);
    }
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

  private final LongAdder rejectedSpans = new LongAdder();
  private final LongAdder malformedRequests = new LongAdder();
  private final LongAdder otherSignals = new LongAdder();

  void rejected(int spans, String reason) {
    if (spans > 0) {
      rejectedSpans.add(spans);
      note(reason, spans);
    }
  }

  void malformed(String reason) {
    malformedRequests.increment();
    note(reason, 1);
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
