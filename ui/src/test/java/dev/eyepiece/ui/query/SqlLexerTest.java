package dev.eyepiece.ui.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SqlLexerTest {
  private static List<String> kinds(String text) {
    return SqlLexer.tokens(text).stream()
        .map(token -> token.kind() + " " + token.in(text))
        .toList();
  }

  @Test
  void wordsAndSignsAreToldApart() {
    assertThat(kinds("SELECT \"http.route\", 'it''s' -- all\nFROM spans WHERE n>=1.5e3/*x*/"))
        .containsExactly(
            "KEYWORD SELECT",
            "QUOTED \"http.route\"",
            "PUNCTUATION ,",
            "TEXT 'it''s'",
            "COMMENT -- all",
            "KEYWORD FROM",
            "NAME spans",
            "KEYWORD WHERE",
            "NAME n",
            "OPERATOR >",
            "OPERATOR =",
            "NUMBER 1.5e3",
            "COMMENT /*x*/");
  }

  @Test
  void whatIsNotClosedGoesToTheEnd() {
    assertThat(kinds("'abc")).containsExactly("TEXT 'abc");
    assertThat(kinds("\"abc")).containsExactly("QUOTED \"abc");
    assertThat(kinds("/* abc")).containsExactly("COMMENT /* abc");
  }

  @Test
  void anyTextIsCutInOrderWithoutOverlap() {
    long seed = Long.getLong("eyepiece.seed", 7L);
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    String signs = "aZ_9.'\"-/*\n\t ,()=<größe;\uD83D\uDE00";
    for (int run = 0; run < 2_000; run++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(60); i > 0; i--) {
        text.append(signs.charAt(random.nextInt(signs.length())));
      }
      int at = 0;
      for (SqlToken token : SqlLexer.tokens(text.toString())) {
        assertThat(token.start()).as(text.toString()).isGreaterThanOrEqualTo(at);
        assertThat(token.end()).isGreaterThan(token.start()).isLessThanOrEqualTo(text.length());
        assertThat(text.substring(at, token.start())).isBlank();
        at = token.end();
      }
      assertThat(text.substring(at)).isBlank();
    }
  }
}
