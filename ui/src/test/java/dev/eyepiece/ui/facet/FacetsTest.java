package dev.eyepiece.ui.facet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.store.FacetValue;
import dev.eyepiece.store.Search;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FacetsTest {

  private static List<FacetValue> values(int count) {
    return IntStream.range(0, count).mapToObj(i -> new FacetValue("v" + i, count - i)).toList();
  }

  @Test
  void eachFieldIsCountedWithoutItsOwnTerms() throws Exception {
    List<Search> asked = new ArrayList<>();
    List<Facet> facets =
        Facets.ask(
            (field, search, limit) -> {
              asked.add(search);
              return values(3);
            },
            List.of("service", "status"),
            List.of("http.route"),
            SearchText.of("service:a -status:error word"));
    assertThat(asked)
        .containsExactly(
            Search.parse("-status:error word"),
            Search.parse("service:a word"),
            Search.parse("service:a -status:error word"));
    assertThat(facets).extracting(Facet::added).containsExactly(false, false, true);
    assertThat(facets.getFirst().values()).contains(new FacetValue("a", 0));
    assertThat(facets.getFirst().isChosen("A")).isTrue();
    assertThat(facets.get(1).isExcluded("error")).isTrue();
  }

  @Test
  void tooManyValuesAreCutAndItIsSaid() throws Exception {
    List<Facet> facets =
        Facets.ask(
            (field, search, limit) -> values(Math.min(limit, 5_000)),
            List.of("url"),
            List.of(),
            SearchText.of(""));
    assertThat(facets.getFirst().values()).hasSize(Facets.MOST_VALUES);
    assertThat(facets.getFirst().more()).isTrue();
  }

  @Test
  void valuesKeepTheirPlacesWhileSomebodyPoints() {
    List<FacetValue> before = values(3);
    List<FacetValue> now =
        List.of(new FacetValue("v2", 9), new FacetValue("new", 7), new FacetValue("v0", 4));
    assertThat(FacetOrder.keeping(before, now))
        .containsExactly(
            new FacetValue("v0", 4),
            new FacetValue("v1", 0),
            new FacetValue("v2", 9),
            new FacetValue("new", 7));
  }

  @Test
  void whatTheSearchNamesIsAmongTheFirst() {
    Facet facet = new Facet("f", "f", false, values(20), false, List.of("v15"), List.of("v17"));
    assertThat(FacetOrder.first(facet, facet.values(), 8))
        .hasSize(10)
        .extracting(FacetValue::value)
        .endsWith("v15", "v17");
    assertThat(FacetOrder.matching(facet.values(), " V1 ")).hasSize(11);
  }
}
