package dev.eyepiece.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HopsTest {
  private static final String A = "0123456789abcdef";
  private static final String B = "00000000000000ff";

  @Test
  void whatIsWrittenIsReadAgain() {
    Hops hops = Hops.NONE;
    for (int i = 0; i <= Hops.MOST; i++) {
      assertThat(Hops.read(hops.text())).isEqualTo(hops);
      assertThat(Hops.read(hops.bytes())).isEqualTo(hops);
      hops = hops.with(i % 2 == 0 ? A : B);
    }
    assertThat(hops.bytes()).hasSize(Hops.MOST_BYTES);
    assertThat(hops.isTooLong()).isTrue();
    assertThat(hops.with(A)).isEqualTo(hops);
  }

  @Test
  void spacesBetweenDoNotMatter() {
    assertThat(Hops.read(" " + A + " , " + B)).isEqualTo(new Hops(List.of(A, B)));
    assertThat(Hops.read(" ")).isEqualTo(Hops.NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x", ",", A + ",", A + "," + A + "0", "0123456789ABCDEF", "0123456789abcde\u0661"})
  void whatIsNoListOfHopsIsNone(String text) {
    assertThat(Hops.read(text)).isNull();
  }

  @Test
  void tooManyAreNone() {
    assertThat(Hops.read((A + ",").repeat(Hops.MOST + 1) + A)).isNull();
    assertThat(Hops.read((A + ",").repeat(1_000_000) + A)).isNull();
    assertThatThrownBy(() -> new Hops(java.util.Collections.nCopies(Hops.MOST + 2, A)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
