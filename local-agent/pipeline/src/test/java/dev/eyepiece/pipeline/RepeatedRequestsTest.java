package dev.eyepiece.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.otlp.Hops;
import dev.eyepiece.otlp.ReplyTo;
import dev.eyepiece.otlp.SinkReply;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who got no answer sends again, and is not counted twice; who got one is. */
class RepeatedRequestsTest {
  @TempDir Path folder;

  /** Lets the time pass in which an answer may be under way, so that no test waits for it. */
  private static void pass(TestRoad road) {
    road.monotonicSkew.addAndGet(Unanswered.GRACE_NANOS);
  }

  @Test
  void aSenderWithoutAnAnswerIsAcknowledgedAgainAndNotCountedTwice() throws Exception {
    try (TestRoad road = new TestRoad(TestRoad.lazy(folder))) {
      road.sendUnanswered(1, 3);
      pass(road);
      road.sendUnanswered(1, 3);
      assertThat(road.count()).isEqualTo(3);
      assertThat(road.stats().repeatedRequests()).isEqualTo(1);
      assertThat(road.stats().requests()).isEqualTo(1);
    }
  }

  @Test
  void aSenderWithAnAnswerIsTakenAgain() throws Exception {
    try (TestRoad road = new TestRoad(TestRoad.lazy(folder))) {
      for (int i = 0; i < 50; i++) {
        road.sendAnswered(1, 3);
      }
      assertThat(road.count()).isEqualTo(150);
      assertThat(road.stats().repeatedRequests()).isZero();
    }
  }

  @Test
  void theAnswerToARepeatedRequestCounts() throws Exception {
    try (TestRoad road = new TestRoad(TestRoad.lazy(folder))) {
      road.sendUnanswered(1, 3);
      pass(road);
      road.sendAnswered(1, 3);
      road.sendAnswered(1, 3);
      assertThat(road.count()).isEqualTo(6);
      assertThat(road.stats().repeatedRequests()).isEqualTo(1);
    }
  }

  @Test
  void equalRequestsOfSendersThatAllGetAnswersAreAllTaken() throws Exception {
    try (TestRoad road = new TestRoad(TestRoad.lazy(folder))) {
      List<CompletableFuture<Void>> all = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        all.add(
            road.send(road.batch(1, 3))
                .thenAccept(reply -> ((SinkReply.Taken) reply).answered().run()));
      }
      CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);
      assertThat(road.count()).isEqualTo(60);
      assertThat(road.stats().repeatedRequests()).isZero();
    }
  }

  @Test
  void whileAnAnswerMayBeUnderWayTheVerdictWaits() throws Exception {
    try (TestRoad road = new TestRoad(TestRoad.lazy(folder))) {
      road.freeze();
      SinkReply.Taken first = road.sendUnanswered(1, 3);
      CompletableFuture<SinkReply> second = road.send(road.batch(1, 3));
      road.sendAnswered(2, 1);
      assertThat(second).isNotDone();
      first.answered().run();
      road.thaw();
      assertThat(second.get(30, TimeUnit.SECONDS)).isInstanceOf(SinkReply.Taken.class);
      assertThat(road.count()).isEqualTo(7);
    }
  }

  /** As one whose time to wait is shorter than the road's. */
  @Test
  void aSenderThatGivesUpSoonIsNotInItsOwnWay() throws Exception {
    try (TestRoad road = new TestRoad(TestRoad.lazy(folder))) {
      road.freeze();
      road.sendUnanswered(1, 3);
      List<CompletableFuture<SinkReply>> again = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        again.add(road.send(road.batch(1, 3)));
      }
      road.sendAnswered(2, 1);
      assertThat(again).noneMatch(CompletableFuture::isDone);
      road.thaw();
      pass(road);
      road.freeze();
      for (CompletableFuture<SinkReply> one : again) {
        assertThat(one.get(30, TimeUnit.SECONDS)).isInstanceOf(SinkReply.Taken.class);
      }
      assertThat(road.count()).isEqualTo(4);
      assertThat(road.stats().repeatedRequests()).isEqualTo(20);
      road.thaw();
    }
  }

  /** No transport says that its sender has given up meanwhile. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anAnswerThatComesLateMayHaveReachedNobody(boolean asleep) throws Exception {
    try (TestRoad road = new TestRoad(TestRoad.lazy(folder))) {
      SinkReply.Taken first = road.sendUnanswered(1, 3);
      // The monotonic clock stands still while a machine sleeps.
      (asleep ? road.wallSkew : road.monotonicSkew).addAndGet(Duration.ofSeconds(2).toNanos());
      first.answered().run();
      pass(road);
      road.sendAnswered(1, 3);
      assertThat(road.count()).isEqualTo(3);
      assertThat(road.stats().repeatedRequests()).isEqualTo(1);
    }
  }

  /** On a machine that stood still what was given up may be read after what came in its place. */
  @Test
  void whatASenderThatHasLeftSentBeforeItsAnswerIsNotTakenAgain() throws Exception {
    try (TestRoad road = new TestRoad(TestRoad.lazy(folder))) {
      road.sendAnswered(1, 3);
      pass(road);
      CompletableFuture<SinkReply> given = new CompletableFuture<>();
      road.pipeline.take(
          road.batch(1, 3),
          List.of(),
          Hops.NONE,
          new ReplyTo() {
            @Override
            public void accept(SinkReply reply) {
              given.complete(reply);
            }

            @Override
            public boolean isGone() {
              return true;
            }
          });
      assertThat(given.get(30, TimeUnit.SECONDS)).isInstanceOf(SinkReply.Taken.class);
      assertThat(road.count()).isEqualTo(3);
      assertThat(road.stats().repeatedRequests()).isEqualTo(1);
      road.sendAnswered(1, 3);
      assertThat(road.count()).isEqualTo(6);
    }
  }

  @Test
  void sixMinutesLaterItIsANewRequest() throws Exception {
    try (TestRoad road = new TestRoad(TestRoad.lazy(folder))) {
      road.sendUnanswered(1, 3);
      road.monotonicSkew.set(Duration.ofSeconds(361).toNanos());
      road.sendUnanswered(1, 3);
      assertThat(road.count()).isEqualTo(6);
      assertThat(road.stats().repeatedRequests()).isZero();
    }
  }

  @Test
  void aClockThatIsSetForgetsNoRequest() throws Exception {
    try (TestRoad road = new TestRoad(TestRoad.lazy(folder))) {
      road.sendUnanswered(1, 3);
      road.wallSkew.set(Duration.ofDays(1).toNanos());
      pass(road);
      road.sendUnanswered(1, 3);
      road.wallSkew.set(-Duration.ofDays(1).toNanos());
      pass(road);
      road.sendUnanswered(1, 3);
      assertThat(road.count()).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theRuleHoldsThroughARestart(boolean crash) throws Exception {
    PipelineConfig config = TestRoad.lazy(folder);
    try (TestRoad road = new TestRoad(config)) {
      road.sendAnswered(1, 3);
      road.sendUnanswered(2, 4);
      if (crash) {
        road.crash();
      }
    }
    try (TestRoad road = new TestRoad(config, Duration.ofSeconds(30))) {
      road.sendAnswered(1, 3);
      assertThat(road.count()).isEqualTo(10);
      road.sendAnswered(2, 4);
      assertThat(road.count()).isEqualTo(10);
      assertThat(road.stats().repeatedRequests()).isEqualTo(1);
      road.sendAnswered(2, 4);
      assertThat(road.count()).isEqualTo(14);
    }
  }

  @Test
  void aRestartSixMinutesLaterForgets() throws Exception {
    PipelineConfig config = TestRoad.lazy(folder);
    try (TestRoad road = new TestRoad(config)) {
      road.sendUnanswered(2, 4);
      road.crash();
    }
    try (TestRoad road = new TestRoad(config, Duration.ofSeconds(361))) {
      road.sendAnswered(2, 4);
      assertThat(road.count()).isEqualTo(8);
    }
  }

  @Test
  void theRuleOutlivesTheSegmentOfTheRequest() throws Exception {
    PipelineConfig config =
        new PipelineConfig(
            folder, Durability.GROUP, 64 << 20, 8 << 20, 2_000, 10, TestRoad.NEVER, 0);
    String first;
    try (TestRoad road = new TestRoad(config)) {
      road.sendUnanswered(0, 10);
      first = road.journalFiles().getFirst();
      for (int i = 1; i < 40; i++) {
        road.sendAnswered(i, 10);
      }
      Await.until("its segment is gone", () -> !road.journalFiles().contains(first));
      road.crash();
    }
    try (TestRoad road = new TestRoad(config)) {
      assertThat(road.count()).isEqualTo(400);
      road.sendAnswered(0, 10);
      assertThat(road.count()).isEqualTo(400);
      road.sendAnswered(5, 10);
      assertThat(road.count()).isEqualTo(410);
    }
  }
}
