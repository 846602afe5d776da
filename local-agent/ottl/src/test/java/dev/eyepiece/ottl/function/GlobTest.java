package dev.eyepiece.ottl.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eyepiece.ottl.value.OttlException;
import dev.eyepiece.telemetry.Utf8;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shell patterns as gobwas/glob reads them, by which the collector takes them. */
class GlobTest {
  @ParameterizedTest
  @CsvSource({
    "[a-c]x, bx, true",
    "[a-c]x, -x, false",
    "[!a-c]x, dx, true",
    "[!a-c]x, bx, false",
    "[ab-]x, -x, true",
    "[ab-]x, cx, false",
    "[]-a]x, _x, true",
    "[a\\]]x, ]x, true",
    "[--0]x, .x, true",
  })
  void aBracketIsOneCharacterOfSeveral(String glob, String text, boolean matches) {
    assertThat(Glob.of(glob).find(Utf8.of(text))).isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource({
    "[!a-]*, behind a dash in a bracket comes one character and the end",
    "[a-bc], behind a dash in a bracket comes one character and the end",
    "[b-a], a range ends before it begins",
    "[a-]], a range ends before it begins",
    "[a-, a bracket is not closed",
    "[a, a bracket is not closed",
    "[], a bracket is not closed",
    "[, a bracket is not closed",
    "'{a,', a brace is not closed",
  })
  void whatIsWrongIsSaid(String glob, String message) {
    assertThatThrownBy(() -> Glob.of(glob))
        .isInstanceOf(OttlException.class)
        .hasMessage("\"" + glob + "\" is no pattern: " + message);
  }
}
