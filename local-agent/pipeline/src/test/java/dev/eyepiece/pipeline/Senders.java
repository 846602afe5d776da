package dev.eyepiece.pipeline;

import dev.eyepiece.otlp.SinkReply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Threads that send requests one after the other and count what was acknowledged. */
final class Senders {
  private final TestRoad road;
  private final AtomicLong number;
  private final Map<String, Integer> sent;
  private final Random seeds;
  private final AtomicLong offered;
  private final AtomicLong acknowledged;
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stopping;
  private volatile @Nullable Throwable failure;

  /**
   * @param number of the next request
   * @param sent spans by name of the acknowledged requests, added to
   */
  Senders(TestRoad road, AtomicLong number, Map<String, Integer> sent, long seed) {
    this.road = road;
    this.number = number;
    this.sent = sent;
    this.seeds = new Random(seed);
    long before = sent.values().stream().mapToLong(Integer::longValue).sum();
    this.offered = new AtomicLong(before);
    this.acknowledged = new AtomicLong(before);
  }

  void start(int count) {
    for (int i = 0; i < count; i++) {
      Random random = new Random(seeds.nextLong());
      threads.add(Thread.ofPlatform().start(() -> send(random)));
    }
  }

  /** Spans that a query must find. */
  long acknowledged() {
    return acknowledged.get();
  }

  /** Spans that a query may find. */
  long offered() {
    return offered.get();
  }

  private void send(Random random) {
    try {
      while (!stopping) {
        long own = number.getAndIncrement();
        int spans = 1 + random.nextInt(40);
        offered.addAndGet(spans);
        while (!(road.reply(road.batch(own, spans)) instanceof SinkReply.Taken taken
            && answer(taken))) {
          LockSupport.parkNanos(1_000_000);
        }
        LockSupport.parkNanos(1_000_000);
        acknowledged.addAndGet(spans);
        synchronized (sent) {
          sent.put(TestRequests.name(own), spans);
        }
      }
    } catch (Throwable e) {
      failure = e;
    }
  }

  private static boolean answer(SinkReply.Taken taken) {
    taken.answered().run();
    return true;
  }

  void stop() throws InterruptedException {
    stopping = true;
    for (Thread thread : threads) {
      thread.join();
    }
    if (failure != null) {
      throw new AssertionError("a sender failed", failure);
    }
  }
}
