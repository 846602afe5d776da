package dev.eyepiece.ui.waterfall;

import dev.eyepiece.store.TraceSpans;
import dev.eyepiece.telemetry.TraceId;
import java.util.List;
import java.util.Random;

/**
 * Traces of any shape, by a seed: orphans, circles, repeated ids, children outside of their
 * parents.
 */
final class RandomTrace {
  private RandomTrace() {}

  static TraceSpans make(Random random, int n, boolean tidy) {
    long[] ids = new long[n];
    long[] parents = new long[n];
    long[] starts = new long[n];
    long[] ends = new long[n];
    byte[] kinds = new byte[n];
    byte[] codes = new byte[n];
    long at = 1000;
    for (int i = 0; i < n; i++) {
      ids[i] = i + 1L;
      int parent = i == 0 ? 0 : 1 + random.nextInt(i);
      parents[i] = i == 0 ? 0L : parent;
      at += random.nextInt(20);
      starts[i] = at;
      ends[i] = at + random.nextInt(200);
      kinds[i] = (byte) random.nextInt(6);
      codes[i] = (byte) random.nextInt(3);
      if (!tidy && random.nextInt(8) == 0) {
        parents[i] = random.nextInt(n + 5);
      }
      if (!tidy && random.nextInt(15) == 0) {
        ids[i] = 1L + random.nextInt(n);
      }
    }
    return new TraceSpans(
        new TraceId(1, 2),
        new long[n],
        new int[n],
        ids,
        parents,
        starts,
        ends,
        new int[n],
        new int[n],
        new int[n],
        kinds,
        codes,
        new int[n],
        new int[n],
        List.of("name"),
        List.of("service"),
        List.of("scope"));
  }

  static TraceSpans chain(int n) {
    TraceSpans spans = make(new Random(1), n, true);
    for (int i = 1; i < n; i++) {
      spans.parentSpanId()[i] = (long) i;
    }
    return spans;
  }
}
