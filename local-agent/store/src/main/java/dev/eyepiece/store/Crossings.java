package dev.eyepiece.store;

import dev.eyepiece.telemetry.TraceId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which traces have spans in some settled windows, as far as it was asked. Nearly every trace that
 * comes has none there: what the filters of the seals leave open is asked of the windows, once.
 * Each snapshot gives the same windows in the same order. Thread-safe.
 */
final class Crossings {
  /** Above so many traces to look up, nothing is gained. */
  private static final int MOST_LOOKED_UP = 20_000;

  /** Of 32 bytes each at most. */
  private static final int MOST_KNOWN = 250_000;

  private final TraceIdSet apart = new TraceIdSet();

  /** Those that lie in a window, by its place among the windows. */
  private final List<TraceIdSet> held = new ArrayList<>();

  /** Traces that were found in a window. */
  private record Found(int window, TraceId id) {}

  Crossings(int windows) {
    for (int i = 0; i < windows; i++) {
      held.add(new TraceIdSet());
    }
  }

  /** Those of settled windows, which the store keeps. */
  static Crossings of(Relation relation, Halves halves) throws StoreException {
    int windows = halves.states().size();
    return relation.kept().crossings.of(halves.states(), () -> new Crossings(windows));
  }

  /**
   * Traces that have spans in settled windows.
   *
   * @param windows in which of them, by their places
   */
  record There(List<TraceId> traces, BitSet windows) {

    /** The settled windows that have some of them. */
    List<Source.Sealed> of(Relation settled) {
      return new ArrayList<>(windows.stream().mapToObj(settled.windows()::get).toList());
    }
  }

  /**
   * Those that have a span there; null when that takes too long to find out.
   *
   * @param ids high and low part by turns, each trace once
   * @param size how many longs of it count
   */
  @Nullable There among(long[] ids, int size, Relation settled) throws StoreException {
    There there = new There(new ArrayList<>(), new BitSet());
    List<TraceId> open = new ArrayList<>();
    synchronized (this) {
      forgetMany();
      for (int i = 0; i < size && open.size() <= MOST_LOOKED_UP; i += 2) {
        if (!addHeld(ids[i], ids[i + 1], there) && !apart.contains(ids[i], ids[i + 1])) {
          sift(ids[i], ids[i + 1], settled, open);
        }
      }
    }
    if (open.size() > MOST_LOOKED_UP) {
      return null;
    }
    if (!open.isEmpty()) {
      remember(open, lookUp(open, settled), there);
    }
    return there;
  }

  /**
   * What may have spans of some traces: of the settled windows those alone that have some. All of
   * the relation when that takes too long to find out.
   */
  static Relation narrowed(Relation relation, Halves halves, List<TraceId> traces)
      throws StoreException {
    long[] ids = new long[traces.size() * 2];
    for (int i = 0; i < traces.size(); i++) {
      ids[2 * i] = traces.get(i).high();
      ids[2 * i + 1] = traces.get(i).low();
    }
    Crossings crossings = of(relation, halves);
    There there = crossings.among(ids, ids.length, halves.settled());
    if (there == null) {
      return relation;
    }
    List<Source.Sealed> windows = there.of(halves.settled());
    windows.addAll(halves.live().windows());
    return relation.only(windows, relation.unsealed());
  }

  private void forgetMany() {
    if (apart.size() + held.stream().mapToInt(TraceIdSet::size).sum() > MOST_KNOWN) {
      apart.clear();
      held.forEach(TraceIdSet::clear);
    }
  }

  /** Whether it is known to lie in a window; then it is one of those that do. */
  private boolean addHeld(long high, long low, There to) {
    boolean any = false;
    for (int i = 0; i < held.size(); i++) {
      if (held.get(i).contains(high, low)) {
        to.windows().set(i);
        any = true;
      }
    }
    if (any) {
      to.traces().add(new TraceId(high, low));
    }
    return any;
  }

  private void sift(long high, long low, Relation settled, List<TraceId> open) {
    for (Source.Sealed source : settled.windows()) {
      for (Seal seal : source.seals()) {
        if (seal.traces().mayHold(high, low)) {
          open.add(new TraceId(high, low));
          return;
        }
      }
    }
    apart.add(high, low);
  }

  private static List<Found> lookUp(List<TraceId> open, Relation settled) throws StoreException {
    List<Found> found = new ArrayList<>();
    settled.query(
        "SELECT DISTINCT w, trace_hi, trace_lo FROM "
            + settled.ofTraces(open, new Asks())
            + " s JOIN "
            + TraceDetails.table(open)
            + " USING (trace_hi, trace_lo)",
        row ->
            found.add(new Found(row.getInt(1) - 1, new TraceId(row.getLong(2), row.getLong(3)))));
    return found;
  }

  private synchronized void remember(List<TraceId> open, List<Found> found, There to) {
    found.forEach(one -> held.get(one.window()).add(one.id().high(), one.id().low()));
    for (TraceId id : open) {
      if (!addHeld(id.high(), id.low(), to)) {
        apart.add(id.high(), id.low());
      }
    }
  }
}
