package dev.eyepiece.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.telemetry.MetricWalker;
import dev.eyepiece.telemetry.OtlpJson;
import dev.eyepiece.telemetry.RecordBatch;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.telemetry.SpanWalker;
import dev.eyepiece.telemetry.SymbolTable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What searches find of values that few senders have, wherever they lie: in memory, in one window
 * or in several, in a column or among others; and the statement of each search finds the same.
 */
class OddValuesTest {
  private static final long START = 1_790_000_000_000_000_000L;

  /** Searches, each with the names of the spans that it finds. */
  private static final List<String> SEARCHES =
      List.of(
          // What was not sent is not there.
          "service:*#s1 s2 s3",
          "-service:*#s4 s5 s6 s7 s8 s9",
          "scope:*#s1 s2 s3",
          "-scope:*#s4 s5 s6 s7 s8 s9",
          // NaN is neither more nor less, and a flag is no number.
          "ratio:>0.5#s1 s4 s9",
          "ratio:>=0#s1 s4 s8 s9",
          "ratio:<5#s1 s8 s9",
          "flag:>0#",
          "flag:true#s3",
          // What a span has hides what its resource has.
          "size:>5#s2 s3",
          "size:7#s2 s3",
          // Numbers are equal however they are written.
          "ratio:1#s1 s9",
          "ratio:1.0#s1",
          "ratio:1e8#s4",
          "ratio:100000000#s4",
          "ratio:0.0001#s8",
          "ratio:1E-4#s8",
          "code:500#s7 s8 s9",
          "-code:500#s1 s2 s3 s4 s5 s6",
          // Whole numbers of which doubles are too few.
          "big:>9007199254740992#s4 s9",
          "big:>=9007199254740993#s4 s9",
          "big:<9007199254740993#s5 s6 s8",
          "big:<=9007199254740992#s5 s6 s8",
          "big:>=9223372036854775807#s9",
          "big:>9223372036854775807#",
          "big:<-9007199254740992#s6",
          "big:9007199254740992#s5 s8",
          "big:9007199254740993#s4",
          // Letters that have a lower case of their own.
          "note:\u0130stanbul#s4",
          "\u0130stanbul#s4",
          "note:\u0130*#s4",
          "note:\u039f\u0394\u039f\u03a3#s5",
          "\u039f\u0394\u039f\u03a3#s5",
          // A star is any text everywhere.
          "kind:ser*#s1",
          "kind:*er*#s1",
          "status:err*#s3",
          "-status:e*#s1 s2 s4 s5 s6 s7 s8 s9",
          "event:gc*#s6",
          "event:*x*#",
          "trace:00000000000000000000000b0*#s1",
          "span:*a1#s1",
          "parent:*1*#",
          // Keys in quotes.
          "\"my key\":one#s6",
          "-\"my key\":*#s1 s2 s3 s4 s5 s7 s8 s9",
          "\"a:b\":(one OR two)#s7",
          "\"my key\"#");

  @TempDir Path folder;
  private final SymbolTable symbols = new SymbolTable();

  private static String text(String key, String value) {
    return "{\"key\": \"%s\", \"value\": {\"stringValue\": \"%s\"}}".formatted(key, value);
  }

  private static String other(String key, String type, String value) {
    return "{\"key\": \"%s\", \"value\": {\"%s\": %s}}".formatted(key, type, value);
  }

  private static String span(int number, String more, String... attributes) {
    return """
    {"traceId": "%032x", "spanId": "%016x", "name": "s%d", "startTimeUnixNano": "%d",
     "endTimeUnixNano": "%d", %s "attributes": [%s]}\
    """
        .formatted(
            (number + 10L) << 32,
            number + 160,
            number,
            START + number,
            START + number,
            more,
            String.join(",", attributes));
  }

  private static String request(String resource, String scope, String... spans) {
    return """
    {"resourceSpans": [{"resource": {"attributes": [%s]}, "scopeSpans": [{"scope": {%s}, "spans": [%s]}]}]}\
    """
        .formatted(resource, scope, String.join(",", spans));
  }

  private static List<String> requests() {
    return List.of(
        request(
            text("service.name", "cart") + "," + other("size", "intValue", "\"7\""),
            "\"name\": \"lib\"",
            span(1, "\"kind\": 2,", other("ratio", "doubleValue", "1.0"), text("size", "abc")),
            span(2, "\"kind\": 3,", other("ratio", "doubleValue", "\"NaN\"")),
            span(3, "\"status\": {\"code\": 2},", other("flag", "boolValue", "true"))),
        request(
            "",
            "",
            span(
                4,
                "",
                text("note", "\u0130stanbul"),
                other("ratio", "doubleValue", "1.0E8"),
                other("big", "intValue", "\"9007199254740993\"")),
            span(
                5,
                "",
                text("note", "\u039f\u0394\u039f\u03a3"),
                other("big", "intValue", "\"9007199254740992\"")),
            span(
                6,
                "\"events\": [{\"name\": \"gc pause\"}],",
                text("my key", "one"),
                other("big", "intValue", "\"-9007199254740993\""))),
        request(
            text("service.name", ""),
            "\"name\": \"\"",
            span(7, "", text("a:b", "one"), other("code", "intValue", "\"500\"")),
            span(
                8,
                "",
                other("code", "doubleValue", "500"),
                other("ratio", "doubleValue", "1e-4"),
                other("big", "doubleValue", "9007199254740992")),
            span(
                9,
                "",
                text("code", "500"),
                text("ratio", "1"),
                text("big", "9223372036854775807"))));
  }

  private List<RecordBatch> batches() throws Exception {
    List<RecordBatch> batches = new ArrayList<>();
    for (String request : requests()) {
      byte[] bytes = OtlpJson.read(Signal.TRACES, request.getBytes(StandardCharsets.UTF_8));
      batches.add(
          new SpanWalker(symbols)
              .walk(bytes, bytes.length)
              .withId(batches.size(), START + batches.size()));
    }
    return batches;
  }

  private static Set<String> found(TelemetrySnapshot snapshot, Search search)
      throws StoreException {
    Set<String> names = new TreeSet<>();
    snapshot.spans(search, TimeRange.ALL, 0, span -> names.add(span.span().name().toString()));
    assertThat(snapshot.countSpans(search, TimeRange.ALL)).isEqualTo(names.size());
    return names;
  }

  private static Set<String> byStatement(TelemetrySnapshot snapshot, Search search)
      throws StoreException {
    Set<String> columns = new TreeSet<>();
    snapshot.sql("SELECT * FROM spans LIMIT 0", 0, new Sink(columns, new TreeSet<>()));
    Set<String> names = new TreeSet<>();
    String sql = SearchAsSql.of(Signal.TRACES, search, TimeRange.ALL, columns);
    snapshot.sql("SELECT name FROM (" + sql + ")", 0, new Sink(new TreeSet<>(), names));
    return names;
  }

  private record Sink(Set<String> names, Set<String> values) implements SqlSink {
    @Override
    public void columns(List<String> columns) {
      names.addAll(columns);
    }

    @Override
    public void row(List<@Nullable Object> row) {
      values.add(String.valueOf(row.getFirst()));
    }

    @Override
    public void cut() {}
  }

  @Test
  void isFoundWhereverItLies() throws Exception {
    List<RecordBatch> batches = batches();
    SoftAssertions softly = new SoftAssertions();
    for (long windowBytes : new long[] {1, 1L << 30}) {
      StoreConfig config = StoreConfig.of(folder.resolve("w" + windowBytes));
      try (DuckDbStore store = DuckDbStore.open(config.withCap(1L << 40, windowBytes).marking(1))) {
        // With nothing sealed, windows of any size are the same.
        for (int sealed = windowBytes == 1 ? 0 : 1; sealed <= batches.size(); sealed++) {
          if (sealed > 0) {
            store.seal(batches.subList(sealed - 1, sealed));
          }
          try (TelemetrySnapshot snapshot = store.snapshot(batches)) {
            for (String search : SEARCHES) {
              check(snapshot, search, sealed + " sealed", softly);
              if (sealed % batches.size() == 0) {
                checkStatement(snapshot, search, sealed + " sealed", softly);
              }
            }
          }
        }
      }
    }
    softly.assertAll();
  }

  private static Set<String> wanted(String line) {
    Set<String> wanted = new TreeSet<>();
    Collections.addAll(wanted, line.substring(line.indexOf('#') + 1).split(" "));
    wanted.remove("");
    return wanted;
  }

  private static void check(
      TelemetrySnapshot snapshot, String line, String where, SoftAssertions softly)
      throws Exception {
    String search = line.substring(0, line.indexOf('#'));
    softly
        .assertThat(found(snapshot, Search.parse(search)))
        .as(search + ", " + where)
        .isEqualTo(wanted(line));
  }

  private static void checkStatement(
      TelemetrySnapshot snapshot, String line, String where, SoftAssertions softly)
      throws Exception {
    String search = line.substring(0, line.indexOf('#'));
    softly
        .assertThat(byStatement(snapshot, Search.parse(search)))
        .as(search + " as a statement, " + where)
        .isEqualTo(wanted(line));
  }

  @ParameterizedTest
  @CsvSource({"value:>1, 1", "value:>=-5, 2", "value:<1, 1", "value:*, 3"})
  void aPointThatIsNoNumberIsNeitherMoreNorLess(String text, long expected) throws Exception {
    String points =
        """
        {"resourceMetrics": [{"scopeMetrics": [{"metrics": [{"name": "g", "gauge": {"dataPoints": [
         {"timeUnixNano": "1790000000000000000", "asDouble": 5},
         {"timeUnixNano": "1790000000000000001", "asDouble": -5},
         {"timeUnixNano": "1790000000000000002", "asDouble": "NaN"}]}}]}]}]}\
        """;
    byte[] bytes = OtlpJson.read(Signal.METRICS, points.getBytes(StandardCharsets.UTF_8));
    RecordBatch batch = new MetricWalker(symbols).walk(bytes, bytes.length).withId(0, START);
    try (DuckDbStore store = DuckDbStore.open(StoreConfig.of(folder));
        TelemetrySnapshot snapshot = store.snapshot(List.of(batch))) {
      assertThat(snapshot.records(Signal.METRICS).count(Search.parse(text), TimeRange.ALL))
          .isEqualTo(expected);
    }
  }
}
