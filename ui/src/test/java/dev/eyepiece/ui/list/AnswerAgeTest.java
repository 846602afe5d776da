package dev.eyepiece.ui.list;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class AnswerAgeTest {
  private static final long SECOND = 1_000_000_000L;

  private final long began = Instant.parse("2026-11-30T14:03:10Z").getEpochSecond() * SECOND;
  private long nanos;
  private long generation = 1;
  private final AnswerAge age = new AnswerAge(() -> began + nanos, () -> nanos, () -> generation);

  private String sentence() {
    return age.sentence(ZoneOffset.UTC);
  }

  private void answerNow() {
    age.asked();
    age.answered();
  }

  @Test
  void nothingIsSaidBeforeTheFirstAnswer() {
    age.asked();
    nanos += 60 * SECOND;
    generation++;
    assertThat(sentence()).isEmpty();
  }

  @Test
  void anAnswerIsAsOldAsItsQuestion() {
    age.asked();
    nanos += 30 * SECOND;
    generation++;
    age.answered();
    assertThat(sentence()).isEqualTo("as of 14:03:10");
  }

  @Test
  void fromFiveSecondsOnItIsSaid() {
    answerNow();
    generation++;
    nanos += 5 * SECOND - 1;
    assertThat(sentence()).isEmpty();
    nanos++;
    assertThat(sentence()).isEqualTo("as of 14:03:10");
  }

  @Test
  void whileNothingComesAnAnswerDoesNotAge() {
    answerNow();
    nanos += 3600 * SECOND;
    assertThat(sentence()).isEmpty();
    generation++;
    assertThat(sentence()).isEqualTo("as of 14:03:10");
  }

  @Test
  void aQuestionUnderWayIsSaidUntilItIsAnsweredOrGivenUp() {
    answerNow();
    nanos += 7 * SECOND;
    generation++;
    age.asked();
    assertThat(sentence()).isEqualTo("as of 14:03:10, asking…");
    age.gaveUp();
    assertThat(sentence()).isEqualTo("as of 14:03:10");
    age.asked();
    age.answered();
    assertThat(sentence()).isEmpty();
  }
}
