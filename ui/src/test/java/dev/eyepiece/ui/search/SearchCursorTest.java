package dev.eyepiece.ui.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchCursorTest {
  /** The caret is at the bar; what would be replaced is between the brackets below. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "'|', , 0, 0, ''",
        "'ser|', , 0, 3, 'ser'",
        "'ser|vice', , 0, 7, 'ser'",
        "'a ser|', , 2, 5, 'ser'",
        "'-ser|', , 1, 4, 'ser'",
        "'service:|', service, 8, 8, ''",
        "'service:pay|ment x', service, 8, 15, 'pay'",
        "'service:pay ot|', , 12, 14, 'ot'",
        "'duration:>10|', duration, 10, 12, '10'",
        "'duration:>=1|', duration, 11, 12, '1'",
        "'kind:(cl|', kind, 6, 8, 'cl'",
        "'kind:(client OR se|', kind, 16, 18, 'se'",
        "'kind:(client) na|', , 14, 16, 'na'",
        "'(na|', , 1, 3, 'na'",
        "'name:\"GET /c|art\"', name, 5, 16, 'GET /c'",
        "'name:\"GET /c|', name, 5, 12, 'GET /c'",
        "'name:\"a\" ki|', , 9, 11, 'ki'",
        "'-service:pa|', service, 9, 11, 'pa'",
        "'{ser|', , 1, 4, 'ser'",
        "'{service:pa|}', service, 9, 11, 'pa'",
        "'{service:a} > {na|', , 15, 17, 'na'",
        "'{a} ser|', , 4, 7, 'ser'",
        "'http.route:/x/{id} na|', , 19, 21, 'na'",
        "'{kind:(a OR b|', kind, 12, 13, 'b'",
      })
  void whatIsTypedIsKnown(String marked, String key, int start, int end, String typed) {
    int caret = marked.indexOf('|');
    String text = marked.replace("|", "");
    assertThat(SearchCursor.at(text, caret)).isEqualTo(new SearchCursor(key, start, end, typed));
  }

  @ParameterizedTest
  @CsvSource({
    "'', TERM",
    "'{a', TERM",
    "'{a}', TERM",
    "'{a} ', RELATION",
    "'{a} > ', TERM",
    "'{a} x', TERM",
    "'{a} | ', AGGREGATE",
    "'{a} | co', AGGREGATE",
    "'{a} || ', TERM"
  })
  void whatCanStandHereIsKnown(String text, SearchCursor.Place place) {
    assertThat(SearchCursor.at(text, text.length()).place(text)).isEqualTo(place);
  }

  @Test
  void anyTextIsForgiven() {
    long seed = Long.getLong("eyepiece.seed", System.nanoTime());
    Random random = new Random(seed);
    String signs = "ab:\"()\\ -@><=*{}|/";
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(16); i > 0; i--) {
        text.append(signs.charAt(random.nextInt(signs.length())));
      }
      int caret = random.nextInt(text.length() + 1);
      SearchCursor cursor = SearchCursor.at(text.toString(), caret);
      assertThat(cursor.start()).as("seed %s, '%s' at %s", seed, text, caret).isBetween(0, caret);
      assertThat(cursor.end()).isBetween(caret, text.length());
    }
  }
}
