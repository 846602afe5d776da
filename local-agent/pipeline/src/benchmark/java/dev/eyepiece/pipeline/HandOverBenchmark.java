package dev.eyepiece.pipeline;

import dev.eyepiece.otlp.Hops;
import dev.eyepiece.telemetry.SymbolTable;
import dev.eyepiece.telemetry.TestTraces;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The hand-over from sockets to the road: a lock-guarded deque beside a queue without locks, with
 * so many producers and one consumer, in nanoseconds a batch handed over and released.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class HandOverBenchmark {
  private static final int BATCHES = 80_000;
  private static final long CAP = 64L << 20;
  private static final long WAIT_NANOS = 1_000_000;

  @Param({"1", "2", "8"})
  int producers;

  private ExecutorService threads;
  private Intake intake;

  @Setup(Level.Trial)
  public void setUp() {
    threads = Executors.newFixedThreadPool(producers);
    intake =
        new Intake(new TestTraces(1, false).batch(512, new SymbolTable()), List.of(), Hops.NONE, reply -> {}, new Moment(0, 0));
  }

  @TearDown(Level.Trial)
  public void tearDown() {
    threads.shutdownNow();
  }

  /** Offers until all is taken; who finds it full tries again, as senders do. */
  private interface Offering {
    IntakeQueue.Offer offer(Intake intake);
  }

  private void produce(Offering queue) {
    for (int p = 0; p < producers; p++) {
      threads.execute(() -> {
        for (int i = 0; i < BATCHES / producers; i++) {
          while (queue.offer(intake) != IntakeQueue.Offer.TAKEN) {
            Thread.yield();
          }
        }
      });
    }
  }

  @Benchmark
  @OperationsPerInvocation(BATCHES)
  public int locked() throws InterruptedException {
    IntakeQueue queue = new IntakeQueue(CAP);
    produce(queue::offer);
    List<Intake> taken = new ArrayList<>();
    int all = 0;
    while (all < BATCHES) {
      queue.drainTo(taken, 512, WAIT_NANOS);
      taken.forEach(queue::released);
      all += taken.size();
      taken.clear();
    }
    return all;
  }

  @Benchmark
  @OperationsPerInvocation(BATCHES)
  public int lockFree() {
    LockFreeIntakeQueue queue = new LockFreeIntakeQueue(CAP);
    produce(queue::offer);
    List<Intake> taken = new ArrayList<>();
    int all = 0;
    while (all < BATCHES) {
      queue.drainTo(taken, 512, WAIT_NANOS);
      taken.forEach(queue::released);
      all += taken.size();
      taken.clear();
    }
    return all;
  }
}
