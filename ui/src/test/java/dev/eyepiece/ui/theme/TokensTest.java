package dev.eyepiece.ui.theme;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.scene.paint.Color;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Contrast by WCAG 2.2: text at least 4.5 to 1 on both surfaces, shapes and large text at least 3
 * to 1.
 */
class TokensTest {
  private static double linear(double channel) {
    return channel <= 0.04045 ? channel / 12.92 : Math.pow((channel + 0.055) / 1.055, 2.4);
  }

  private static double luminance(Color c) {
    return 0.2126 * linear(c.getRed())
        + 0.7152 * linear(c.getGreen())
        + 0.0722 * linear(c.getBlue());
  }

  private static double contrast(Color a, Color b) {
    double x = luminance(a);
    double y = luminance(b);
    return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
  }

  @ParameterizedTest
  @CsvSource({"false", "true"})
  void textCanBeReadOnEverySurface(boolean dark) {
    Tokens tokens = Tokens.of(dark);
    for (String text : new String[] {"text", "muted", "accent", "warn", "error", "fatal", "ok"}) {
      for (String surface : new String[] {"ground", "raised"}) {
        assertThat(contrast(tokens.get(text), tokens.get(surface)))
            .as("%s on %s, dark %s", text, surface, dark)
            .isGreaterThanOrEqualTo(4.5);
      }
    }
    assertThat(contrast(tokens.get("text"), tokens.get("selected"))).isGreaterThan(4.5);
    assertThat(contrast(tokens.get("border"), tokens.get("ground"))).isGreaterThan(3);
    for (int slot = 0; slot < ServiceColours.PALETTE; slot++) {
      assertThat(contrast(tokens.service(slot), tokens.get("ground"))).isGreaterThan(3);
    }
  }
}
