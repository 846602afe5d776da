package dev.eyepiece.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchParserTest {
  private static Search field(String key, Search.Op op, String value) {
    return new Search.Field(key, op, value);
  }

  @Test
  void readsWordsFieldsAndGroups() throws Exception {
    assertThat(Search.parse("  ")).isEqualTo(Search.All.INSTANCE);
    assertThat(Search.parse("disk full"))
        .isEqualTo(new Search.And(List.of(new Search.Word("disk"), new Search.Word("full"))));
    assertThat(Search.parse("\"disk \\\"full\\\"\"")).isEqualTo(new Search.Word("disk \"full\""));
    assertThat(Search.parse("\"my \\\"key\\\"\":a"))
        .isEqualTo(new Search.Field("my \"key\"", Search.Op.EQ, "a"));
    assertThat(Search.parse("duration:>100ms")).isEqualTo(field("duration", Search.Op.GT, "100ms"));
    assertThat(Search.parse("@http.route:/a/b"))
        .isEqualTo(field("http.route", Search.Op.EQ, "/a/b"));
    assertThat(Search.parse("url:http://x:80/"))
        .isEqualTo(field("url", Search.Op.EQ, "http://x:80/"));
    assertThat(Search.parse("user.id:*")).isEqualTo(field("user.id", Search.Op.EXISTS, ""));
    assertThat(Search.parse("-a OR NOT(b c)"))
        .isEqualTo(
            new Search.Or(
                List.of(
                    new Search.Not(new Search.Word("a")),
                    new Search.Not(
                        new Search.And(List.of(new Search.Word("b"), new Search.Word("c")))))));
    assertThat(Search.parse("service:(a OR \"b c\")"))
        .isEqualTo(
            new Search.Or(
                List.of(
                    field("service", Search.Op.EQ, "a"), field("service", Search.Op.EQ, "b c"))));
    assertThat(Search.parse("ORDER -5 a-b"))
        .isEqualTo(
            new Search.And(
                List.of(
                    new Search.Word("ORDER"),
                    new Search.Not(new Search.Word("5")),
                    new Search.Word("a-b"))));
  }

  @ParameterizedTest
  @CsvSource({
    "'(a', 2, ')'",
    "'a )', 2, without",
    "'duration:>fast', 10, neither a number nor a quantity",
    "'service:', 8, a value was expected",
    "'a OR', 4, a word or key:value",
    "'\"open', 0, not ended",
    "':x', 0, a key was expected"
  })
  void errorsNameThePlace(String text, int position, String message) {
    SearchSyntaxException e =
        catchThrowableOfType(SearchSyntaxException.class, () -> Search.parse(text));
    assertThat(e).hasMessageContaining(message);
    assertThat(e.position()).isEqualTo(position);
  }

  @Test
  void depthAndLengthAreBounded() {
    assertThat(
            catchThrowableOfType(
                SearchSyntaxException.class, () -> Search.parse("(".repeat(3000) + "a")))
        .hasMessageContaining("nested deeper");
    assertThat(
            catchThrowableOfType(
                SearchSyntaxException.class, () -> Search.parse("-".repeat(3000) + "a")))
        .hasMessageContaining("nested deeper");
    assertThat(
            catchThrowableOfType(SearchSyntaxException.class, () -> Search.parse("a".repeat(5000))))
        .hasMessageContaining("4096");
  }
}
