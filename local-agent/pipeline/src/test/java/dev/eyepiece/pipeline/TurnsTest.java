package dev.eyepiece.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TurnsTest {
  private final Turns turns = new Turns();

  @Test
  void whatIsUnderWayIsAwaitedAndWhatBeginsAfterItIsNot() throws Exception {
    turns.awaitThoseUnderWay();
    turns.begin();
    Thread waiting = Thread.ofPlatform().start(turns::awaitThoseUnderWay);
    Await.until("it waits", () -> waiting.getState() == Thread.State.TIMED_WAITING);
    assertThat(waiting.isAlive()).isTrue();
    turns.end();
    turns.begin();
    waiting.join();
    turns.end();
    turns.awaitThoseUnderWay();
  }
}
