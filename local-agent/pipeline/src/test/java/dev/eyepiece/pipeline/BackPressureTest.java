package dev.eyepiece.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.otlp.SinkReply;
import dev.eyepiece.telemetry.RecordBatch;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.telemetry.SpanBatch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A full road tells its senders so; it never drops and never keeps them waiting. */
class BackPressureTest {
  @TempDir Path folder;

  @Test
  void aFullQueueAnswersBusyAtOnceAndLosesNothing() throws Exception {
    RecordBatch[] first = new RecordBatch[1];
    try (TestRoad road = new TestRoad(TestRoad.lazy(folder).withRing(64 << 20, 200_000))) {
      first[0] = road.batch(0, 10);
      CompletableFuture<Void> held = new CompletableFuture<>();
      CompletableFuture<Void> stuck = new CompletableFuture<>();
      road.pipeline.take(
          first[0],
          reply -> {
            stuck.complete(null);
            held.join();
          });
      stuck.get(30, TimeUnit.SECONDS);
      List<CompletableFuture<SinkReply>> replies = new ArrayList<>();
      for (int i = 1; i <= 400; i++) {
        replies.add(road.send(road.batch(i, 10)));
        assertThat(road.stats().queueBytes()).isLessThanOrEqualTo(200_000);
      }
      List<CompletableFuture<SinkReply>> refused =
          replies.stream().filter(CompletableFuture::isDone).toList();
      assertThat(refused).isNotEmpty();
      for (CompletableFuture<SinkReply> reply : refused) {
        assertThat(reply.get())
            .isInstanceOfSatisfying(
                SinkReply.Busy.class,
                busy -> assertThat(busy.retryAfter()).isGreaterThan(Duration.ZERO));
      }
      held.complete(null);
      int taken = 1;
      for (CompletableFuture<SinkReply> reply : replies) {
        taken += reply.get(30, TimeUnit.SECONDS) instanceof SinkReply.Taken ? 1 : 0;
      }
      assertThat(taken).isEqualTo(401 - refused.size());
      assertThat(road.count()).isEqualTo(10L * taken);
      assertThat(road.stats().refusedRequests()).isEqualTo(refused.size());
      assertThat(road.stats().queueBytes()).isZero();
    }
  }

  @Test
  void aBatchLargerThanTheQueuePassesWhenNothingElseWaits() throws Exception {
    try (TestRoad road = new TestRoad(TestRoad.lazy(folder).withRing(64 << 20, 1_000))) {
      road.sendAnswered(1, 100);
      road.sendAnswered(2, 100);
      assertThat(road.count()).isEqualTo(200);
    }
  }

  @Test
  void theRingNeverEvictsWhatIsNotSealed() throws Exception {
    PipelineConfig config = TestRoad.lazy(folder).withRing(300_000, 100_000);
    try (TestRoad road = new TestRoad(config)) {
      road.store.refuse = true;
      int taken = 0;
      SinkReply reply = road.reply(road.batch(0, 20));
      while (reply instanceof SinkReply.Taken) {
        taken++;
        assertThat(taken).as("the ring takes without end").isLessThan(1000);
        reply = road.reply(road.batch(taken, 20));
      }
      assertThat(reply).isInstanceOf(SinkReply.Busy.class);
      // Told before a batch is there too, and counted as when one was.
      long refused = road.stats().refusedRequests();
      assertThat(road.pipeline.refusal()).isInstanceOf(SinkReply.Busy.class);
      assertThat(road.stats().refusedRequests()).isEqualTo(refused + 1);
      assertThat(road.stats().unsealedSpans()).isEqualTo(20L * taken);
      assertThat(road.stats().ringBytes()).isLessThanOrEqualTo(config.ringCapBytes());
      assertThat(road.count()).isEqualTo(20L * taken);

      road.store.refuse = false;
      int next = taken;
      Await.until("it is taken", () -> road.reply(road.batch(next, 20)) instanceof SinkReply.Taken);
      assertThat(road.count()).isEqualTo(20L * taken + 20);
    }
  }

  @Test
  void theRingStaysWithinItsCapWhenItsBatchesAreSealed() throws Exception {
    PipelineConfig config =
        PipelineConfig.of(folder).withRing(300_000, 100_000).withSealing(100, TestRoad.NEVER);
    try (TestRoad road = new TestRoad(config)) {
      for (int i = 0; i < 60; i++) {
        int number = i;
        Await.until(
            "it is taken", () -> road.reply(road.batch(number, 20)) instanceof SinkReply.Taken);
      }
      assertThat(road.count()).isEqualTo(1200);
      road.monotonicSkew.set(TestRoad.NEVER.toNanos());
      Await.until("all is sealed", () -> road.stats().unsealedSpans() == 0);
      assertThat(road.stats().ringBytes()).isBetween(100_000L, config.ringCapBytes());
      List<RecordBatch> newest = road.pipeline.recent(Signal.TRACES, 21);
      assertThat(newest)
          .extracting(batch -> batch.symbol(((SpanBatch) batch).name(0)).toString())
          .containsExactly("request-59", "request-58");
    }
  }

  @Test
  void nothingIsTakenBelowTheDiskFloor() throws Exception {
    try (TestRoad road = new TestRoad(TestRoad.lazy(folder))) {
      road.sendAnswered(1, 1);
      road.freeBytes.set(100 << 20);
      Await.until("trouble is told", () -> !road.stats().trouble().isEmpty());
      assertThat(road.stats().trouble()).contains("100 MiB free", "256 MiB");
      assertThat(road.reply(road.batch(2, 1)))
          .isInstanceOfSatisfying(
              SinkReply.Unavailable.class,
              gone -> assertThat(gone.reason()).contains("100 MiB free"));
      road.freeBytes.set(300 << 20);
      Await.until("trouble is over", () -> road.stats().trouble().isEmpty());
      road.sendAnswered(2, 1);
      assertThat(road.count()).isEqualTo(2);
    }
  }

  @Test
  void everyRequestGetsItsReplyAlsoWhileTheRoadCloses() throws Exception {
    List<CompletableFuture<SinkReply>> replies = new ArrayList<>();
    try (TestRoad road = new TestRoad(TestRoad.lazy(folder))) {
      road.sendUnanswered(1_000_000, 1);
      replies.add(road.send(road.batch(1_000_000, 1)));
      Thread sender =
          Thread.ofPlatform()
              .start(() -> {
                for (int i = 0; i < 3000; i++) {
                  replies.add(road.send(road.batch(i, 1)));
                }
              });
      Await.until("some are taken", () -> road.stats().requests() > 50);
      road.pipeline.close();
      sender.join();
      long taken = 1;
      for (CompletableFuture<SinkReply> reply : replies) {
        taken += reply.get(30, TimeUnit.SECONDS) instanceof SinkReply.Taken ? 1 : 0;
      }
      assertThat(road.store.stats().held().spans()).isEqualTo(taken);
      assertThat(road.reply(road.batch(9_999, 1))).isInstanceOf(SinkReply.Unavailable.class);
    }
  }
}
