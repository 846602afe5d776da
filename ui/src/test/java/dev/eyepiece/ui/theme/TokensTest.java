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
    for (String surface : new String[] {"selected", "hover"}) {
      assertThat(Tokens.contrast(tokens.get("text"), tokens.get(surface))).isGreaterThan(4.5);
      for (String mark : new String[] {"muted", "accent", "warn", "error", "ok"}) {
        assertThat(Tokens.contrast(tokens.get(mark), tokens.get(surface)))
            .as("%s on %s, dark %s", mark, surface, dark)
            .isGreaterThan(3);
      }
    }
    assertThat(Tokens.contrast(tokens.get("border"), tokens.get("ground"))).isGreaterThan(3);
    assertThat(Tokens.contrast(tokens.get("faint"), tokens.get("raised"))).isGreaterThan(3);
    assertThat(Tokens.contrast(tokens.get("ground"), tokens.get("accent")))
        .as("text on a pill")
        .isGreaterThan(4.5);
  }

  @ParameterizedTest
  @CsvSource({"false", "true"})
  void marksCanBeSeenAndTextOnThemRead(boolean dark) {
    Tokens tokens = Tokens.of(dark);
    for (int slot = 0; slot < ServiceColours.PALETTE; slot++) {
      Color service = tokens.service(slot);
      assertThat(Tokens.contrast(service, tokens.get("ground")))
          .as("slot %s", slot)
          .isGreaterThan(3);
      assertThat(Tokens.contrast(service, Tokens.textOn(service)))
          .as("slot %s", slot)
          .isGreaterThan(4.5);
    }
    for (String severity : new String[] {"trace", "debug", "info"}) {
      assertThat(Tokens.contrast(tokens.get("severity." + severity), tokens.get("ground")))
          .as("%s, dark %s", severity, dark)
          .isGreaterThan(4.5);
    }
    assertThat(Tokens.contrast(tokens.get("heat.low"), tokens.get("heat.high")))
        .as("the two ends of the ramp")
        .isGreaterThan(7);
  }

  @ParameterizedTest
  @CsvSource({"false", "true"})
  void everyColourHasAName(boolean dark) {
    Tokens tokens = Tokens.of(dark);
    assertThat(tokens.names()).isEqualTo(Tokens.of(!dark).names());
    assertThat(tokens.names())
        .allSatisfy(
            name -> assertThat(tokens.css()).contains("-ep-" + name.replace('.', '-') + ": #"));
  }
}
