package dev.eyepiece.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.otlp.Hops;
import dev.eyepiece.telemetry.SpanBatch;
import dev.eyepiece.telemetry.SymbolTable;
import dev.eyepiece.telemetry.TestTraces;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

/** Many threads hand over, one takes: nothing is lost, doubled, out of turn or above the cap. */
class IntakeQueueTest {
  private static final int PRODUCERS = 8;
  private static final int OFFERS = 20_000;

  private final SpanBatch batch = new TestTraces(3, false).batch(4, new SymbolTable());

  /** Who offered it, and as which of his. */
  private record Ticket(int producer, int number) {}

  @Test
  void what_was_offered_is_taken_or_turned_away_and_nothing_else() throws Exception {
    for (long seed = 90; seed < 96; seed++) {
      Random random = new Random(seed);
      Map<Intake, Ticket> tickets = new HashMap<>();
      List<List<Intake>> mine = new ArrayList<>();
      for (int p = 0; p < PRODUCERS; p++) {
        mine.add(new ArrayList<>());
        for (int i = 0; i < OFFERS; i++) {
          Intake intake = new Intake(batch, List.of(), Hops.NONE, reply -> {}, new Moment(0, 0));
          tickets.put(intake, new Ticket(p, i));
          mine.get(p).add(intake);
        }
      }
      long one = mine.getFirst().getFirst().bytes();
      IntakeQueue queue = new IntakeQueue(one * (1 + random.nextInt(100)));
      LongAdder taken = new LongAdder();
      LongAdder full = new LongAdder();
      LongAdder closed = new LongAdder();
      List<Thread> producers = new ArrayList<>();
      for (List<Intake> offers : mine) {
        producers.add(
            Thread.ofPlatform()
                .start(() -> {
                  for (Intake intake : offers) {
                    switch (queue.offer(intake)) {
                      case TAKEN -> taken.increment();
                      case FULL -> full.increment();
                      case CLOSED -> closed.increment();
                    }
                  }
                }));
      }
      int closeAfter = random.nextInt(2) == 0 ? Integer.MAX_VALUE : random.nextInt(2_000);
      Thread closing =
          Thread.ofPlatform()
              .start(() -> {
                for (Thread producer : producers) {
                  join(producer);
                }
                queue.close();
              });
      List<Intake> drained = new ArrayList<>();
      List<Intake> some = new ArrayList<>();
      boolean open = true;
      while (open) {
        open = queue.drainTo(some, 1 + random.nextInt(50), 1_000_000);
        assertThat(queue.bytes()).as("seed %d", seed).isBetween(0L, one * 101);
        some.forEach(queue::released);
        drained.addAll(some);
        some.clear();
        if (drained.size() > closeAfter) {
          queue.close();
        }
      }
      closing.join();
      assertThat(taken.sum() + full.sum() + closed.sum())
          .as("seed %d", seed)
          .isEqualTo((long) PRODUCERS * OFFERS);
      assertThat((long) drained.size()).as("seed %d", seed).isEqualTo(taken.sum());
      assertThat(queue.bytes()).as("seed %d", seed).isZero();
      inTurn(drained, tickets, seed);
    }
  }

  private static void inTurn(List<Intake> drained, Map<Intake, Ticket> tickets, long seed) {
    int[] last = new int[PRODUCERS];
    java.util.Arrays.fill(last, -1);
    for (Intake intake : drained) {
      Ticket ticket = tickets.get(intake);
      assertThat(ticket).isNotNull();
      assertThat(ticket.number()).as("seed %d", seed).isGreaterThan(last[ticket.producer()]);
      last[ticket.producer()] = ticket.number();
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
