package dev.eyepiece.ui.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearTest {
  private static final List<String> NAMES =
      List.of("service", "name", "status", "duration", "kind", "http.route");

  @Test
  void aMistypedNameIsFound() {
    assertThat(Near.of("servce", NAMES)).hasValue("service");
    assertThat(Near.of("Sevrice", NAMES)).hasValue("service");
    assertThat(Near.of("staus", NAMES)).hasValue("status");
    assertThat(Near.of("http.roote", NAMES)).hasValue("http.route");
  }

  @Test
  void whatIsFarFromAllIsNotGuessed() {
    assertThat(Near.of("temperature", NAMES)).isEmpty();
    assertThat(Near.of("", NAMES)).isEmpty();
    assertThat(Near.of("x".repeat(100_000), NAMES)).isEmpty();
  }

  @Test
  void changesAreCounted() {
    assertThat(Near.changes("", "abc")).isEqualTo(3);
    assertThat(Near.changes("abc", "abc")).isZero();
    assertThat(Near.changes("abc", "acb")).isEqualTo(1);
    assertThat(Near.changes("kitten", "sitting")).isEqualTo(3);
  }
}
