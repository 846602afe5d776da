package dev.eyepiece.ui.theme;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Contrast by WCAG 2.2: text at least 4.5 to 1 on both surfaces, shapes and large text at least 3
 * to 1.
 */
class TokensTest {
  @ParameterizedTest
  @CsvSource({"false", "true"})
  void textCanBeReadOnEverySurface(boolean dark) {
    Tokens tokens = Tokens.of(dark);
    for (String text : new String[] {"text", "muted", "accent", "warn", "error", "fatal", "ok"}) {
      for (String surface : new String[] {"ground", "raised"}) {
        assertThat(Tokens.contrast(tokens.get(text), tokens.get(surface)))
            .as("%s on %s, dark %s", text, surface, dark)
            .isGreaterThanOrEqualTo(4.5);
      }
    }
    assertThat(Tokens.contrast(tokens.get("text"), tokens.get("selected"))).isGreaterThan(4.5);
    assertThat(Tokens.contrast(tokens.get("border"), tokens.get("ground"))).isGreaterThan(3);
    for (int slot = 0; slot < ServiceColours.PALETTE; slot++) {
      assertThat(Tokens.contrast(tokens.service(slot), tokens.get("ground"))).isGreaterThan(3);
    }
  }
}
