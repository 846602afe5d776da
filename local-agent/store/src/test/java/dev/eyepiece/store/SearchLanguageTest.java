package dev.eyepiece.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.eyepiece.store.SearchToken.Kind;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Regular expressions, ranges, times, units, braces, and what is told of any text. */
class SearchLanguageTest {
  private static final long SEED = Long.getLong("eyepiece.seed", 20261130L);
  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
  private static final long NOW_NANOS = NOW.getEpochSecond() * 1_000_000_000L;
  private static final InstantSource CLOCK = InstantSource.fixed(NOW);

  private static Search parse(String text) throws SearchSyntaxException {
    return Search.parse(text, CLOCK);
  }

  private static Search field(String key, Search.Op op, String value) {
    return new Search.Field(key, op, value);
  }

  private static Search.Moment moment(Search.Clock clock, Search.Op op, String instant) {
    return new Search.Moment(clock, op, Instant.parse(instant).getEpochSecond() * 1_000_000_000L);
  }

  private static SpanSet filter(String text) throws SearchSyntaxException {
    return new SpanSet.Filter(parse(text));
  }

  @Test
  void readsRegularExpressions() throws Exception {
    assertThat(parse("name:/^GET .*/")).isEqualTo(new Search.FieldMatch("name", "^GET .*"));
    assertThat(parse("/time ?out/ x"))
        .isEqualTo(
            new Search.And(List.of(new Search.WordMatch("time ?out"), new Search.Word("x"))));
    assertThat(parse("url:/a\\/b\\d/")).isEqualTo(new Search.FieldMatch("url", "a/b\\d"));
    assertThat(parse("name:(/a/ OR b)"))
        .isEqualTo(
            new Search.Or(
                List.of(new Search.FieldMatch("name", "a"), field("name", Search.Op.EQ, "b"))));
    assertThat(parse("/api/cart")).isEqualTo(new Search.Word("/api/cart"));
    assertThat(parse("http.route:/api/{id}"))
        .isEqualTo(field("http.route", Search.Op.EQ, "/api/{id}"));
    assertThat(parse("http.route:/")).isEqualTo(field("http.route", Search.Op.EQ, "/"));
  }

  @Test
  void readsRangesAsComparisons() throws Exception {
    Search closed =
        new Search.And(List.of(field("k", Search.Op.GE, "10"), field("k", Search.Op.LE, "20")));
    assertThat(parse("k:[10 TO 20]")).isEqualTo(closed);
    assertThat(parse("k:[ 10  TO  20 ]")).isEqualTo(closed);
    assertThat(parse("k:{10 TO 20}"))
        .isEqualTo(
            new Search.And(
                List.of(field("k", Search.Op.GT, "10"), field("k", Search.Op.LT, "20"))));
    Search halfOpen =
        new Search.And(List.of(field("k", Search.Op.GE, "1ms"), field("k", Search.Op.LT, "2ms")));
    assertThat(parse("k:[1ms TO 2ms}")).isEqualTo(halfOpen);
    assertThat(parse("k:1ms..2ms")).isEqualTo(halfOpen);
    assertThat(parse("k:[* TO 5]")).isEqualTo(field("k", Search.Op.LE, "5"));
    assertThat(parse("k:5..")).isEqualTo(field("k", Search.Op.GE, "5"));
    assertThat(parse("k:..5")).isEqualTo(field("k", Search.Op.LT, "5"));
    assertThat(parse("k:[* TO *]")).isEqualTo(field("k", Search.Op.EXISTS, ""));
    assertThat(parse("k:a..b")).isEqualTo(field("k", Search.Op.EQ, "a..b"));
    assertThat(parse("{k:{1 TO 2}}")).isEqualTo(new Search.InTrace(filter("k:{1 TO 2}")));
  }

  @Test
  void readsTimes() throws Exception {
    assertThat(parse("time:>-15m"))
        .isEqualTo(moment(Search.Clock.TIME, Search.Op.GT, "2026-11-30T11:45:00Z"));
    assertThat(parse("end:<=now-1h"))
        .isEqualTo(moment(Search.Clock.END, Search.Op.LE, "2026-11-30T11:00:00Z"));
    assertThat(parse("start:>2026-11-30T10:00Z"))
        .isEqualTo(moment(Search.Clock.START, Search.Op.GT, "2026-11-30T10:00:00Z"));
    assertThat(parse("start:>2026-11-30T10:00+02:00"))
        .isEqualTo(moment(Search.Clock.START, Search.Op.GT, "2026-11-30T08:00:00Z"));
    assertThat(parse("time:2026-11-30"))
        .isEqualTo(
            new Search.And(
                List.of(
                    moment(Search.Clock.TIME, Search.Op.GE, "2026-11-30T00:00:00Z"),
                    moment(Search.Clock.TIME, Search.Op.LT, "2026-12-01T00:00:00Z"))));
    assertThat(parse("time:-2h..-1h"))
        .isEqualTo(
            new Search.And(
                List.of(
                    moment(Search.Clock.TIME, Search.Op.GE, "2026-11-30T10:00:00Z"),
                    moment(Search.Clock.TIME, Search.Op.LT, "2026-11-30T11:00:00Z"))));
    assertThat(parse("time:>now"))
        .isEqualTo(new Search.Moment(Search.Clock.TIME, Search.Op.GT, NOW_NANOS));
  }

  @ParameterizedTest
  @CsvSource({
    "1KiB, 1024",
    "2MB, 2000000",
    "1.5GiB, 1610612736",
    "3kB, 3000",
    "3KB, 3000",
    "7B, 7",
    "2d, 172800000000000",
    "1w, 604800000000000",
    "1e3, 1000",
    "250us, 250000"
  })
  void unitsAreOfTimeOrOfBytes(String text, double value) {
    assertThat(Quantity.parse(text)).hasValue(value);
  }

  @Test
  void readsHowSpansStandInTheirTrace() throws Exception {
    assertThat(parse("{ service:a } >> { status:error name:x } > {}"))
        .isEqualTo(
            new Search.InTrace(
                new SpanSet.Related(
                    new SpanSet.Related(
                        filter("service:a"),
                        SpanSet.Step.DESCENDANT,
                        filter("status:error name:x")),
                    SpanSet.Step.CHILD,
                    filter(""))));
    assertThat(parse("{a} && {b} ~ {c} || {d} << {e}"))
        .isEqualTo(
            new Search.InTrace(
                new SpanSet.Either(
                    new SpanSet.Both(
                        filter("a"),
                        new SpanSet.Related(filter("b"), SpanSet.Step.SIBLING, filter("c"))),
                    new SpanSet.Related(filter("d"), SpanSet.Step.ANCESTOR, filter("e")))));
    assertThat(parse("{a} | count() > 2 | avg(duration) >= 1s"))
        .isEqualTo(
            new Search.InTrace(
                new SpanSet.Kept(
                    new SpanSet.Kept(filter("a"), SpanSet.Function.COUNT, "", Search.Op.GT, 2),
                    SpanSet.Function.AVG,
                    "duration",
                    Search.Op.GE,
                    1e9)));
    assertThat(parse("({a} && {b}) < {c}"))
        .isEqualTo(
            new Search.InTrace(
                new SpanSet.Related(
                    new SpanSet.Both(filter("a"), filter("b")), SpanSet.Step.PARENT, filter("c"))));
    assertThat(parse("({a} OR b) -{c}"))
        .isEqualTo(
            new Search.And(
                List.of(
                    new Search.Or(List.of(new Search.InTrace(filter("a")), new Search.Word("b"))),
                    new Search.Not(new Search.InTrace(filter("c"))))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "name:/(/; 6; RE2",
        "/(?<=x)a/; 1; RE2",
        "time:>soon; 6; a time such as",
        "time:>2026-02-31; 6; a time such as",
        "k:[1 TO ]; 8; was expected",
        "k:[1 TO 2; 9; ']' or '}'",
        "{a} >> b; 7; spans in braces",
        "{a; 2; '}' was expected",
        "{ {a} }; 2; braces do not stand in braces",
        "{a} | size() > 1; 6; count()",
        "{a} | avg() > 1; 10; duration or a numeric",
        "{a} | count() 1; 14; comparison",
        "{a} | count() > x; 16; a number",
        "k:>5XB; 3; neither a number nor a quantity"
      })
  void errorsNameThePlace(String text, int position, String message) {
    SearchSyntaxException e = catchThrowableOfType(SearchSyntaxException.class, () -> parse(text));
    assertThat(e).as(text).isNotNull().hasMessageContaining(message);
    assertThat(e.position()).isEqualTo(position);
  }

  @Test
  void tokensCoverTheTextUpToWhereItBreaks() {
    String text = "{service:/a b/} >> {-x k:>5} | max(duration) > 1s";
    assertThat(kinds(text))
        .containsExactly(
            "{ BRACKET",
            "service KEY",
            ": OPERATOR",
            "/a b/ REGEX",
            "} BRACKET",
            ">> OPERATOR",
            "{ BRACKET",
            "- OPERATOR",
            "x WORD",
            "k KEY",
            ": OPERATOR",
            "> OPERATOR",
            "5 VALUE",
            "} BRACKET",
            "| OPERATOR",
            "max FUNCTION",
            "( BRACKET",
            "duration KEY",
            ") BRACKET",
            "> OPERATOR",
            "1s VALUE");
    assertThat(kinds("a OR NOT \"b c\""))
        .containsExactly("a WORD", "OR KEYWORD", "NOT KEYWORD", "\"b c\" WORD");
    assertThat(kinds("a k:>b c "))
        .containsExactly("a WORD", "k KEY", ": OPERATOR", "> OPERATOR", "b VALUE", "c UNREAD");
  }

  private static List<String> kinds(String text) {
    return SearchReading.of(text, CLOCK).tokens().stream()
        .map(token -> text.substring(token.start(), token.end()) + " " + token.kind())
        .toList();
  }

  @Test
  void everyNodeHasItsPlace() {
    String text = " service:a (b OR -c) ";
    assertThat(SearchReading.of(text, CLOCK).places())
        .extracting(place -> text.substring(place.start(), place.end()))
        .containsExactly("service:a", "b", "c", "-c", "b OR -c", "service:a (b OR -c)");
  }

  /** Nothing but the one exception, and tokens that lie one behind the other. */
  @Test
  void anyTextIsReadOrRefused() {
    Random random = new Random(SEED);
    String[] parts = {
      "{",
      "}",
      "(",
      ")",
      "[",
      "]",
      "/",
      "\"",
      ":",
      ">",
      ">>",
      "<",
      "~",
      "&&",
      "||",
      "|",
      "-",
      "@",
      "OR ",
      "AND ",
      "NOT ",
      " TO ",
      " ",
      "count()",
      "avg(",
      "duration",
      "service",
      "time",
      "5ms",
      "..",
      "*",
      "\\",
      "now-1h",
      "2026-11-30",
      "ä🔭",
      "\u0000",
      "=",
      "1",
      "k:",
      "a"
    };
    int read = 0;
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(14); n > 0; n--) {
        text.append(parts[random.nextInt(parts.length)]);
      }
      SearchReading reading = SearchReading.of(text.toString(), CLOCK);
      assertThat(reading.found() == null).isEqualTo(reading.error() != null);
      read += reading.found() == null ? 0 : 1;
      int at = 0;
      for (SearchToken token : reading.tokens()) {
        assertThat(token.start()).as("seed %s: %s", SEED, text).isGreaterThanOrEqualTo(at);
        assertThat(token.end()).isGreaterThan(token.start());
        assertThat(text.substring(at, token.start())).isBlank();
        at = token.end();
      }
      assertThat(text.substring(at)).as("seed %s: %s", SEED, text).isBlank();
      if (reading.error() != null) {
        assertThat(reading.error().position()).isBetween(0, text.length());
        assertThat(reading.tokens().stream().filter(t -> t.kind() == Kind.UNREAD).count())
            .isLessThanOrEqualTo(1);
      }
    }
    assertThat(read).isGreaterThan(1000);
  }
}
