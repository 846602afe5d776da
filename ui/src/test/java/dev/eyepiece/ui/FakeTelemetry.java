package dev.eyepiece.ui;

import dev.eyepiece.pipeline.Durability;
import dev.eyepiece.pipeline.RoadStats;
import dev.eyepiece.pipeline.RuleStats;
import dev.eyepiece.pipeline.SignalStats;
import dev.eyepiece.pipeline.Telemetry;
import dev.eyepiece.store.RecordCounts;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.store.StoreStats;
import dev.eyepiece.store.TelemetrySnapshot;
import dev.eyepiece.telemetry.ScopedLog;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.telemetry.SpanRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Telemetry held in plain lists, answering as the store does, for tests of views and models. Safe
 * for use by several threads.
 */
public final class FakeTelemetry implements Telemetry {
  private final Object lock = new Object();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final AtomicInteger snapshots = new AtomicInteger();
  private final AtomicInteger open = new AtomicInteger();

  private List<SpanRecord> spans = new ArrayList<>();
  private List<ScopedLog> logs = List.of();
  private long generation = 1;
  private long requests;
  private long spansPerSecond;
  private long rejected;
  private long refused;
  private long lastReceived;
  private long storeBytes;
  private String trouble = "";
  private RuleStats rules = RuleStats.NONE;
  private @Nullable String failure;

  /** Holds nothing yet. */
  public static FakeTelemetry empty() {
    return new FakeTelemetry();
  }

  /** Holds traces of a shop of seven services, see {@link FakeShop}. */
  public static FakeTelemetry shop(int traces) {
    FakeTelemetry telemetry = new FakeTelemetry();
    telemetry.add(new FakeShop(42).traces(traces));
    return telemetry;
  }

  /** Takes spans as one request and tells the subscribers. */
  public void add(List<SpanRecord> more) {
    synchronized (lock) {
      List<SpanRecord> all = new ArrayList<>(spans);
      all.addAll(more);
      spans = all;
      requests++;
      generation++;
      storeBytes += more.size() * 110L;
      for (SpanRecord span : more) {
        lastReceived = Math.max(lastReceived, span.span().endUnixNano());
      }
    }
    listeners.forEach(Runnable::run);
  }

  /** Takes log records as one request and tells the subscribers. */
  public void addLogs(List<ScopedLog> more) {
    synchronized (lock) {
      List<ScopedLog> all = new ArrayList<>(logs);
      all.addAll(more);
      logs = List.copyOf(all);
      requests++;
      generation++;
    }
    listeners.forEach(Runnable::run);
  }

  public void rate(long perSecond) {
    synchronized (lock) {
      spansPerSecond = perSecond;
    }
  }

  public void rejected(long count) {
    synchronized (lock) {
      rejected = count;
    }
  }

  public void refused(long count) {
    synchronized (lock) {
      refused = count;
    }
  }

  public void lastReceived(long unixNano) {
    synchronized (lock) {
      lastReceived = unixNano;
    }
  }

  /** What is wrong, as the road would say it. */
  public void trouble(String sentence) {
    synchronized (lock) {
      trouble = sentence;
    }
  }

  /** What rules on the road did. */
  public void rules(RuleStats did) {
    synchronized (lock) {
      rules = did;
    }
  }

  /** From now on every question fails with this message; null ends it. */
  public void failWith(@Nullable String message) {
    synchronized (lock) {
      failure = message;
    }
  }

  /** How many snapshots were taken. */
  public int snapshots() {
    return snapshots.get();
  }

  /** How many snapshots are not closed. */
  public int openSnapshots() {
    return open.get();
  }

  public List<SpanRecord> spans() {
    synchronized (lock) {
      return spans;
    }
  }

  @Override
  public TelemetrySnapshot snapshot() throws StoreException {
    synchronized (lock) {
      if (failure != null) {
        throw new StoreException(failure);
      }
      snapshots.incrementAndGet();
      open.incrementAndGet();
      return new FakeSnapshot(List.copyOf(spans), logs, open::decrementAndGet);
    }
  }

  @Override
  public RoadStats stats() {
    synchronized (lock) {
      return new RoadStats(
          generation,
          requests,
          refused,
          0,
          0,
          spansPerSecond * 600,
          lastReceived,
          Math.min(spans.size(), 2_000) * 700L,
          256L << 20,
          0,
          64L << 20,
          storeBytes * 3,
          Durability.GROUP,
          trouble,
          new StoreStats(
              new RecordCounts(spans.size(), 0, 0, 0),
              RecordCounts.NONE,
              storeBytes,
              10L << 30,
              1,
              spans.isEmpty() ? 0 : spans.getFirst().span().startUnixNano()),
          rules,
          Map.of(
              Signal.TRACES,
              new SignalStats(
                  spans.size(), rejected, 0, 0, spansPerSecond, Math.min(spans.size(), 2_000), 0)));
    }
  }

  @Override
  public Subscription subscribe(Runnable listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }
}
