package dev.eyepiece.agent.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.otlp.RequestDecoder;
import dev.eyepiece.otlp.SinkReply;
import dev.eyepiece.otlp.TelemetrySink;
import dev.eyepiece.telemetry.RecordBatch;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.telemetry.SymbolTable;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OwnSenderTest {
  private static final SinkReply BUSY = new SinkReply.Busy(Duration.ZERO, "the queue is full");
  private static final SinkReply NEVER =
      new SinkReply.Unavailable(Duration.ofHours(1), "the disk is full");

  /** Replies as it was told to, and takes what comes after that. */
  private static final class Road implements TelemetrySink {
    private final Queue<SinkReply> replies = new ArrayDeque<>();
    private final List<RecordBatch> taken = new ArrayList<>();
    private int answered;

    @Override
    public Set<Signal> signals() {
      return EnumSet.allOf(Signal.class);
    }

    @Override
    public synchronized void take(RecordBatch batch, Consumer<SinkReply> reply) {
      SinkReply next = replies.poll();
      if (next != null) {
        reply.accept(next);
        return;
      }
      taken.add(batch);
      reply.accept(new SinkReply.Taken(() -> answered++));
      notifyAll();
    }

    private synchronized void await(int batches) throws InterruptedException {
      while (taken.size() < batches) {
        wait();
      }
    }
  }

  private final Road road = new Road();
  private final ScheduledExecutorService later = new ScheduledThreadPoolExecutor(1);
  private final OwnSender sender =
      new OwnSender("figures", new RequestDecoder(new SymbolTable()), road, later);

  @AfterEach
  void stop() {
    later.shutdownNow();
  }

  private static byte[] request(int value) {
    MetricWriter out = new MetricWriter(1, 2);
    out.resource("service.name", "test");
    out.level("a.level", "1", value);
    return out.tree().encode();
  }

  private static byte[] bytes(RecordBatch batch) {
    return Arrays.copyOf(batch.bytes(), batch.length());
  }

  @Test
  void whatIsTakenIsAnsweredFor() throws Exception {
    sender.send(Signal.METRICS, request(1));
    assertThat(road.taken).hasSize(1);
    assertThat(road.answered).isEqualTo(1);
    assertThat(sender.refused()).isZero();
    assertThat(sender.dropped()).isZero();
  }

  @Test
  void whatIsRefusedComesAgainUntilItIsTakenAndIsCounted() throws Exception {
    road.replies.addAll(
        List.of(BUSY, new SinkReply.Unavailable(Duration.ofMillis(1), "shut"), BUSY));
    byte[] request = request(7);
    sender.send(Signal.METRICS, request);
    road.await(1);
    assertThat(bytes(road.taken.getFirst())).isEqualTo(request);
    assertThat(sender.refused()).isEqualTo(3);
    assertThat(sender.dropped()).isZero();
  }

  @Test
  void onlySoManyWaitAndTheRestIsDroppedAndCounted() throws Exception {
    int sent = OwnSender.MOST_WAITING + 5;
    for (int i = 0; i < sent; i++) {
      road.replies.add(NEVER);
      sender.send(Signal.METRICS, request(i));
    }
    assertThat(sender.refused()).isEqualTo(sent);
    assertThat(sender.dropped()).isEqualTo(5);
  }

  @Test
  void atTheEndWhatIsRefusedIsDroppedAndCounted() throws Exception {
    later.shutdownNow();
    road.replies.add(BUSY);
    sender.send(Signal.METRICS, request(1));
    assertThat(sender.dropped()).isEqualTo(1);
    assertThat(road.taken).isEmpty();
  }
}
