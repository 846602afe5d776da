package dev.eyepiece.ui.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class MiddleCutTest {
  private static final ToDoubleFunction<String> LENGTH = String::length;

  @Test
  void keepsBothEnds() {
    assertThat(MiddleCut.cut("com.example.Method", 8, LENGTH)).isEqualTo("com.…hod");
    assertThat(MiddleCut.cut("short", 5, LENGTH)).isEqualTo("short");
    assertThat(MiddleCut.cut("short", 1, LENGTH)).isEqualTo("…");
    assertThat(MiddleCut.cut("short", 0.5, LENGTH)).isEmpty();
    assertThat(MiddleCut.cut("", 0, LENGTH)).isEmpty();
  }

  @Test
  void fitsAndNeverHalvesACharacter() {
    for (int i = 0; i < 500; i++) {
      long seed = Seed.of(i);
      var random = Seed.random(seed);
      StringBuilder text = new StringBuilder();
      for (int k = random.nextInt(30); k >= 0; k--) {
        text.appendCodePoint(random.nextBoolean() ? 'a' + random.nextInt(26) : 0x1F600 + k);
      }
      int width = 1 + random.nextInt(30);
      String cut = MiddleCut.cut(text.toString(), width, LENGTH);
      assertThat(cut.length()).as("seed %d", seed).isLessThanOrEqualTo(width);
      assertThat(cut.codePoints().filter(c -> c >= 0xD800 && c <= 0xDFFF).count())
          .as("seed %d: lone surrogates", seed)
          .isZero();
    }
  }
}
