package dev.eyepiece.ui.facet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.store.Search;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SearchTextTest {

  @Test
  void valuesComeAndGoAndTheRestStays() {
    SearchText text = SearchText.of("duration:>100ms \"card declined\"");
    SearchText one = text.toggle("service", "payment");
    assertThat(one.text()).isEqualTo("duration:>100ms \"card declined\" service:payment");
    SearchText two = one.toggle("service", "check out");
    assertThat(two.text())
        .isEqualTo("duration:>100ms \"card declined\" service:(payment OR \"check out\")");
    assertThat(two.values("service")).containsExactly("payment", "check out");
    assertThat(two.toggle("service", "payment").toggle("service", "check out")).isEqualTo(text);
  }

  @Test
  void aKeyThatWouldEndTooSoonStandsInQuotes() throws Exception {
    for (String key : List.of("my key", "a:b", "a(b", "-a", "\"q\"", "{x", "@at")) {
      SearchText one = SearchText.of("").toggle(key, "v");
      assertThat(Search.parse(one.text())).isEqualTo(new Search.Field(key, Search.Op.EQ, "v"));
      assertThat(SearchText.of(one.text()).values(key)).containsExactly("v");
      assertThat(one.toggle(key, "v").isEmpty()).isTrue();
      assertThat(one.toggle(key, "w").toggleExclude(key, "v").text())
          .isEqualTo(one.text().replace(":v", ":w") + " -" + one.text());
    }
    assertThat(SearchText.of("").toggle("http.route", "v").text()).isEqualTo("http.route:v");
  }

  @Test
  void whatIsExcludedIsNotAskedForAndTheOtherWayRound() {
    SearchText asked = SearchText.of("").toggle("name", "GET /");
    SearchText excluded = asked.toggleExclude("name", "GET /");
    assertThat(excluded.text()).isEqualTo("-name:\"GET /\"");
    assertThat(excluded.toggle("name", "GET /")).isEqualTo(asked);
    assertThat(excluded.toggleExclude("name", "GET /").isEmpty()).isTrue();
  }

  @Test
  void aSearchWithOrIsOneTerm() {
    SearchText text = SearchText.of("status:error OR duration:>1s");
    assertThat(text.terms()).hasSize(1);
    assertThat(text.toggle("service", "a").text())
        .isEqualTo("(status:error OR duration:>1s) service:a");
  }

  @Test
  void bracesExpressionsAndRangesAreTermsAsAWhole() {
    String trace = "{service:a} >> {name:/GET .*/ x} | count() > 2";
    SearchText text = SearchText.of(trace + " size:[1 TO 2] /time ?out/ -(a OR b)");
    assertThat(text.terms()).containsExactly(trace, "size:[1 TO 2]", "/time ?out/", "-(a OR b)");
    assertThat(text.toggle("service", "b").toggle("service", "b")).isEqualTo(text);
    assertThat(text.values("size")).isEmpty();
    assertThat(SearchText.of("name:/GET .*/").values("name")).isEmpty();
  }

  @Test
  void anyValueIsReadBackAsItIsAndParses() throws Exception {
    long seed = Long.getLong("eyepiece.seed", System.nanoTime());
    Random random = new Random(seed);
    String letters = "ab \"\\()*:-<>Oröß\u4e2d/=@'[]{}.1|~&";
    for (int i = 0; i < 5_000; i++) {
      StringBuilder value = new StringBuilder();
      for (int k = random.nextInt(8); k >= 0; k--) {
        value.append(letters.charAt(random.nextInt(letters.length())));
      }
      String text = value.toString();
      SearchText search = SearchText.of("x").toggle("http.route", text);
      assertThat(SearchText.of(search.text()).values("http.route"))
          .as("seed %d", seed)
          .isEqualTo(List.of(text));
      assertThat(Search.parse(search.text())).as("seed %d", seed).isInstanceOf(Search.And.class);
      assertThat(search.toggle("http.route", text).text()).as("seed %d", seed).isEqualTo("x");
    }
  }
}
