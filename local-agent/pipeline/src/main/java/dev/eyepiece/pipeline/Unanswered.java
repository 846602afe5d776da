package dev.eyepiece.pipeline;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Requests that were taken and whose sender has no answer yet: the same bytes again within a minute
 * are the same request. Bounded; for one thread.
 */
final class Unanswered {
  static final long KEEP_NANOS = 60_000_000_000L;
  private static final int MAX_ENTRIES = 100_000;

  private record Entry(Fingerprint fingerprint, long arrived) {}

  private final Map<Long, Entry> byId = new LinkedHashMap<>();
  private final Map<Fingerprint, Integer> counts = new HashMap<>();

  void add(long id, Fingerprint fingerprint, long arrived) {
    byId.put(id, new Entry(fingerprint, arrived));
    counts.merge(fingerprint, 1, Integer::sum);
    expire(arrived);
  }

  void answered(long id) {
    Entry entry = byId.remove(id);
    if (entry != null) {
      forget(entry);
    }
  }

  boolean contains(Fingerprint fingerprint, long now) {
    expire(now);
    return counts.containsKey(fingerprint);
  }

  private void expire(long now) {
    Iterator<Entry> oldest = byId.values().iterator();
    while (oldest.hasNext()) {
      Entry entry = oldest.next();
      if (now - entry.arrived() <= KEEP_NANOS && byId.size() <= MAX_ENTRIES) {
        return;
      }
      oldest.remove();
      forget(entry);
    }
  }

  private void forget(Entry entry) {
    counts.computeIfPresent(entry.fingerprint(), (key, n) -> n == 1 ? null : n - 1);
  }
}
