package dev.eyepiece.ui.theme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SheetsTest {
  @Test
  void sizesOfTextAreScaledToWholePixelsAndNothingElseIs() {
    String css = ".a { -fx-font-size: 11px; -fx-padding: 4 8 4 8; } .b { -fx-font-size: 15px; }";
    assertThat(Sheets.scaled(css, new Fonts(1.15)))
        .isEqualTo(".a { -fx-font-size: 13px; -fx-padding: 4 8 4 8; } .b { -fx-font-size: 17px; }");
    assertThat(Sheets.scaled(css, Fonts.DESIGNED)).isEqualTo(css);
  }

  @Test
  void aStyleSheetThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> Sheets.of(SheetsTest.class, "none.css"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("none.css");
  }
}
