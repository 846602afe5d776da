package dev.eyepiece.ui.traces;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.store.Search;
import org.junit.jupiter.api.Test;

class SearchTermsTest {
  @Test
  void termsGoInAndOutAndTheRestStays() throws Exception {
    String search = SearchTerms.toggle("duration:>1s", "service", "checkout");
    assertThat(search).isEqualTo("duration:>1s service:checkout");
    assertThat(SearchTerms.has(search, "service", "checkout")).isTrue();
    search = SearchTerms.toggle(search, "name", "GET /cart \"x\"");
    assertThat(search).endsWith("name:\"GET /cart \\\"x\\\"\"");
    assertThat(Search.parse(search)).isInstanceOf(Search.And.class);
    search = SearchTerms.toggle(search, "service", "checkout");
    search = SearchTerms.toggle(search, "name", "GET /cart \"x\"");
    assertThat(search).isEqualTo("duration:>1s");
  }

  @Test
  void aFacetIsCountedWithoutItsOwnTerms() throws Exception {
    assertThat(SearchTerms.without(Search.parse("service:a status:error x"), "service"))
        .isEqualTo(Search.parse("status:error x"));
    assertThat(SearchTerms.without(Search.parse("service:a"), "service"))
        .isEqualTo(Search.All.INSTANCE);
  }
}
