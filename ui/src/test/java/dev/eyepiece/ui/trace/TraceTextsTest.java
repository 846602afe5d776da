package dev.eyepiece.ui.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.store.TraceSpans;
import dev.eyepiece.telemetry.Attributes;
import dev.eyepiece.telemetry.OtlpJson;
import dev.eyepiece.telemetry.Span;
import dev.eyepiece.telemetry.SpanRecord;
import dev.eyepiece.ui.theme.Formats;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the page says of a span: exact, and the same everywhere. */
class TraceTextsTest {
  private static final Pattern EXACT = Pattern.compile("\\((-?[0-9\\u202F]+) ns\\)|^(-?\\d+) ns");

  private static final String ALPHABET = "\"\\:,{}[] -.e1tz\u00e9";

  private static long readBack(String text) {
    Matcher matcher = EXACT.matcher(text);
    assertThat(matcher.find()).as(text).isTrue();
    String digits = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    return Long.parseLong(digits.replace("\u202F", ""));
  }

  private static String value(List<SpanFacts.Fact> facts, String key) {
    return facts.stream().filter(fact -> fact.key().equals(key)).findFirst().orElseThrow().value();
  }

  @Test
  void everyTimeInTheDetailsAndTheJsonReadsBackToItsNanosecond() {
    ZoneId zone = ZoneId.of("Asia/Kathmandu");
    for (int i = 0; i < 3_000; i++) {
      long seed = Seed.of(i);
      Random random = Seed.random(seed);
      long root = random.nextLong(4_000_000_000_000_000_000L);
      long start = root + random.nextLong(1L << random.nextInt(1, 60));
      long end = start + random.nextLong(1L << random.nextInt(1, 60));
      TraceSpans spans = new SpansBuilder().span(1, 0, root, end).span(2, 1, start, end).build();
      TraceData data = TraceData.of(spans);
      TraceCases made = new TraceCases(1);
      Span span = made.span(2, 1, 0, 0, "shop", "op", 1);
      span.setStartUnixNano(start);
      span.setEndUnixNano(end);
      SpanRecord record = made.spans().getFirst();

      List<SpanFacts.Fact> facts = SpanFacts.of(record, data, data.tree().nodeOf(2), zone);

      assertThat(Formats.parseFull(value(facts, "start"))).as("seed %d", seed).isEqualTo(start);
      assertThat(Formats.parseFull(value(facts, "end"))).as("seed %d", seed).isEqualTo(end);
      assertThat(readBack(value(facts, "duration"))).as("seed %d", seed).isEqualTo(end - start);
      assertThat(readBack(value(facts, "into trace"))).as("seed %d", seed).isEqualTo(start - root);
      String json = JsonPretty.lines(OtlpJson.write(record));
      assertThat(json)
          .contains("\"startTimeUnixNano\": \"" + start + "\"")
          .contains("\"endTimeUnixNano\": \"" + end + "\"");
    }
  }

  @Test
  void whatASpanSpokeIsToldByItsAttributes() {
    Attributes attributes = new Attributes();
    assertThat(Protocol.of(attributes)).isEmpty();
    attributes.add("http.request.method", "POST");
    assertThat(Protocol.of(attributes)).isEqualTo("HTTP, POST");
    attributes.add("rpc.system", "grpc");
    assertThat(Protocol.of(attributes)).as("gRPC is HTTP too").isEqualTo("RPC, grpc");
    attributes.add("gen_ai.provider.name", "two\nlines");
    assertThat(Protocol.of(attributes)).isEqualTo("GenAI, two\u00B7lines");

    Attributes old = new Attributes();
    old.add("db.system", "sqlite");
    assertThat(Protocol.of(old)).isEqualTo("database, sqlite");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "timeout|timeout",
        "http.route=/cart|http.route:/cart",
        "-status=error service=shop|-status:error service:shop",
        "name=\"GET /\"|name:\"GET /\"",
        "\"a=b c=d\" x|\"a=b c=d\" x",
        "a:b=c|a:b=c",
        "=x|=x",
        "''|''"
      })
  void keyEqualsValueIsReadAsTheSearchLanguageSaysIt(String typed, String search) {
    assertThat(FindLine.search(typed)).isEqualTo(search);
  }

  @Test
  void jsonIsCutIntoTokensWithoutLosingACharacter() {
    String line = "  \"a\\\"b\": [-1.5e3, true, null, \"x: y\", {}],";
    List<JsonTokens.Token> tokens = JsonTokens.of(line);
    assertThat(String.join("", tokens.stream().map(JsonTokens.Token::text).toList()))
        .isEqualTo(line);
    assertThat(tokens)
        .contains(
            new JsonTokens.Token(JsonTokens.Kind.KEY, "\"a\\\"b\""),
            new JsonTokens.Token(JsonTokens.Kind.NUMBER, "-1.5e3"),
            new JsonTokens.Token(JsonTokens.Kind.WORD, "null"),
            new JsonTokens.Token(JsonTokens.Kind.STRING, "\"x: y\""));
    for (int i = 0; i < 2_000; i++) {
      long seed = Seed.of(i);
      Random random = Seed.random(seed);
      StringBuilder any = new StringBuilder();
      for (int k = random.nextInt(40); k > 0; k--) {
        any.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
      }
      String text = any.toString();
      assertThat(String.join("", JsonTokens.of(text).stream().map(JsonTokens.Token::text).toList()))
          .as("seed %d", seed)
          .isEqualTo(text);
    }
  }

  @Test
  void whatIsOddIsSaidInTheRowTheTooltipAndTheName() {
    SpansBuilder spans = new SpansBuilder();
    TraceCases.broken()
        .spans()
        .forEach(record -> {
          Span span = record.span();
          spans.span(span.spanId(), span.parentSpanId(), span.startUnixNano(), span.endUnixNano());
        });
    TraceData data = TraceData.of(spans.build());
    TraceTree tree = data.tree();

    int early = tree.nodeOf(3);
    assertThat(RowTip.of(data, early))
        .contains("Starts 2.00 ms before its parent: the clocks of the two may differ.");
    assertThat(RowTip.accessible(tree, early)).contains("with a warning");
    assertThat(RowTip.of(data, tree.nodeOf(5))).contains("Ends before it starts");
    assertThat(RowTip.of(data, tree.nodeOf(8))).contains("Its parents lead back to it");
    assertThat(RowTip.of(data, tree.nodeOf(0xDEAD)))
        .isEqualTo("The parent 000000000000dead was named by 2 spans and has not been received.");
    assertThat(tree.isOdd(tree.nodeOf(1))).isFalse();
  }
}
