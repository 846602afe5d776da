package dev.eyepiece.pipeline;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Requests that were taken and whose sender has no answer yet: the same bytes again within six
 * minutes are the same request. Bounded; for one thread. Times are monotonic nanoseconds, since a
 * clock that is set must neither forget a request nor keep it.
 */
final class Unanswered {
  /**
   * A minute longer than senders try: the collector's exporters repeat a request for five minutes,
   * at intervals of up to half a minute (exporterhelper, {@code retry_on_failure}).
   */
  static final long KEEP_NANOS = 360_000_000_000L;

  /**
   * How long the first answer may be under way: who repeats a request sooner may be another sender
   * of the same bytes, so the verdict waits. Only the first: were each of them waited for, a sender
   * that gives up sooner than this would have its own repetitions in its way for ever.
   */
  static final long GRACE_NANOS = 1_000_000_000L;

  /**
   * How long it is known of bytes that they were answered: on a machine that stood still, what a
   * sender has given up may be read after what it sent in its place.
   */
  private static final long ANSWERED_NANOS = 10_000_000_000L;

  private static final int MAX_ENTRIES = 100_000;

  /**
   * A request without an answer.
   *
   * @param taken when it was taken
   * @param told when that was first acknowledged
   */
  record Request(long id, Fingerprint fingerprint, long arrivedUnixNano, long taken, long told) {}

  /** What a request's bytes are to those taken before. */
  sealed interface Standing {}

  /** Nothing that is unanswered has these bytes. */
  record Fresh() implements Standing {}

  /** The answer to the same bytes may still be under way. */
  record UnderWay() implements Standing {}

  /** The sender of these bytes had its answer just now. */
  record Answered() implements Standing {}

  /** The sender of these bytes got no answer. */
  record Repeated(long id) implements Standing {}

  private final Map<Long, Request> byId = new LinkedHashMap<>();
  private final Map<Fingerprint, Request> byBytes = new HashMap<>();

  /** When bytes were answered, the oldest first. */
  private final Map<Fingerprint, Long> answered = new LinkedHashMap<>();

  void add(long id, Fingerprint fingerprint, long arrivedUnixNano, long now) {
    put(new Request(id, fingerprint, arrivedUnixNano, now, now));
    expire(now);
  }

  /** A request of an earlier run, whose answer can no longer be under way. */
  void recovered(long id, Fingerprint fingerprint, long arrivedUnixNano, long age, long now) {
    put(new Request(id, fingerprint, arrivedUnixNano, now - age, now - GRACE_NANOS));
  }

  private void put(Request request) {
    byId.put(request.id(), request);
    byBytes.put(request.fingerprint(), request);
  }

  /** The sender has its answer. */
  void answered(long id, long now) {
    Request request = byId.remove(id);
    if (request != null) {
      byBytes.remove(request.fingerprint(), request);
      answered.remove(request.fingerprint());
      answered.put(request.fingerprint(), now);
    }
  }

  Standing look(Fingerprint fingerprint, long now) {
    expire(now);
    @Nullable Request same = byBytes.get(fingerprint);
    if (same == null) {
      return answered.containsKey(fingerprint) ? new Answered() : new Fresh();
    }
    return now - same.told() < GRACE_NANOS ? new UnderWay() : new Repeated(same.id());
  }

  /** Those taken in this segment or before it. */
  List<Request> upToSegment(int segment, long now) {
    expire(now);
    return byId.values().stream().filter(r -> (int) (r.id() >>> 32) <= segment).toList();
  }

  private void expire(long now) {
    Iterator<Long> times = answered.values().iterator();
    while (times.hasNext()
        && (now - times.next() > ANSWERED_NANOS || answered.size() > MAX_ENTRIES)) {
      times.remove();
    }
    Iterator<Request> oldest = byId.values().iterator();
    while (oldest.hasNext()) {
      Request request = oldest.next();
      if (now - request.taken() <= KEEP_NANOS && byId.size() <= MAX_ENTRIES) {
        return;
      }
      oldest.remove();
      byBytes.remove(request.fingerprint(), request);
    }
  }
}
