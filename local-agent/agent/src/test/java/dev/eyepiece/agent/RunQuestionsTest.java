package dev.eyepiece.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.otlp.RequestDecoder;
import dev.eyepiece.store.ClickHouse;
import dev.eyepiece.store.ClickHouseConfig;
import dev.eyepiece.store.DuckDbStore;
import dev.eyepiece.store.StoreConfig;
import dev.eyepiece.store.TelemetrySnapshot;
import dev.eyepiece.store.TelemetryStore;
import dev.eyepiece.telemetry.ClickHouseEngine;
import dev.eyepiece.telemetry.OtlpJson;
import dev.eyepiece.telemetry.RecordBatch;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.telemetry.SymbolTable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs are the same whichever store holds them; the figures are by hand. */
class RunQuestionsTest {
  private static final long START = 1_790_000_000_000_000_000L;
  private static final String OLD = "logs of spans";
  private static final String NEW = "it's a \"format\\n\" JSON";

  @TempDir Path folder;
  private final RequestDecoder decoder = new RequestDecoder(new SymbolTable());
  private final List<RecordBatch> batches = new ArrayList<>();
  private RunBook book;

  @BeforeEach
  void fill() throws Exception {
    book = new RunBook(folder.resolve("noted"));
    List<String> before = new ArrayList<>();
    List<String> after = new ArrayList<>();
    for (int i = 1; i <= 20; i++) {
      before.add(span(i, "GET /cart", i * 1_000_000L, "", "http.route"));
      after.add(span(100 + i, "GET /cart", i * 3_000_000L, "", "http.route"));
      before.add(span(200 + i, "GET /stock", 7_000_000L, i == 1 ? "gone" : "", "http.route"));
      after.add(span(300 + i, "GET /stock", 5_000_000L, i <= 3 ? "it's out" : "", "shop.id"));
    }
    before.add(span(400, "POST /old", 1_000_000L, "gone", "old.key"));
    after.add(span(500, "POST /new", 1_000_000L, "", "http.route"));
    take(Signal.TRACES, records(Signal.TRACES, OLD, String.join(",", before)));
    take(Signal.TRACES, records(Signal.TRACES, NEW, String.join(",", after)));
    take(Signal.TRACES, records(Signal.TRACES, "", span(600, "x", 1, "", "k")));
    for (int i = 1; i <= 3; i++) {
      String log =
          "{\"timeUnixNano\": \"%d\", \"body\": {\"stringValue\": \"b\"}}".formatted(START + i);
      take(Signal.LOGS, records(Signal.LOGS, i == 3 ? NEW : OLD, log));
    }
    take(
        Signal.METRICS,
        records(
            Signal.METRICS,
            NEW,
            "{\"name\": \"load\", \"gauge\": {\"dataPoints\": [{\"timeUnixNano\": \"%d\","
                    .formatted(START)
                + " \"asDouble\": 1}]}}"));
  }

  private void take(Signal signal, String json) throws Exception {
    byte[] request = OtlpJson.read(signal, json.getBytes(StandardCharsets.UTF_8));
    RecordBatch batch = decoder.decode(signal, request, request.length).batch();
    batches.add(batch.withId(batches.size(), START + batches.size()));
  }

  private static String records(Signal signal, String run, String records) {
    String named =
        run.isEmpty()
            ? ""
            : ",{\"key\":\"eyepiece.run.name\",\"value\":{\"stringValue\":\""
                + run.replace("\\", "\\\\").replace("\"", "\\\"")
                + "\"}}";
    String kind =
        switch (signal) {
          case TRACES -> "Spans";
          case LOGS -> "Logs";
          default -> "Metrics";
        };
    String list =
        switch (signal) {
          case TRACES -> "spans";
          case LOGS -> "logRecords";
          default -> "metrics";
        };
    return ("{\"resource%s\":[{\"resource\":{\"attributes\":[{\"key\":\"service.name\","
            + "\"value\":{\"stringValue\":\"shop\"}}%s]},\"scope%s\":[{\"%s\":[%s]}]}]}")
        .formatted(kind, named, kind, list, records);
  }

  private static String span(int id, String name, long nanos, String error, String key) {
    String status = error.isEmpty() ? "{}" : "{\"code\":2,\"message\":\"" + error + "\"}";
    return """
    {"traceId":"%032x","spanId":"%016x","name":"%s","startTimeUnixNano":"%d",
    "endTimeUnixNano":"%d","status":%s,"attributes":[{"key":"%s","value":
    {"stringValue":"v"}}]}\
    """
        .formatted(id, id, name, START + id, START + id + nanos, status, key);
  }

  private void answersAreRight(TelemetryStore store) throws Exception {
    String marked = book.mark("the first spans", START);
    book.endMark(START + 10);
    book.began("silent", "true", START - 5);
    book.call(OLD, "base");
    try (TelemetrySnapshot snapshot = store.snapshot(List.of())) {
      RunQuestions questions =
          RunQuestions.of(snapshot, book, () -> Instant.ofEpochSecond(0, START + 1_000));
      List<RunSummary> runs = questions.list();
      assertThat(runs)
          .extracting(RunSummary::name)
          .containsExactlyInAnyOrder(NEW, OLD, marked, "silent");
      RunSummary old = questions.find("base");
      assertThat(old)
          .isEqualTo(
              new RunSummary(
                  OLD,
                  RunNote.NONE.called("base"),
                  false,
                  41,
                  2,
                  2,
                  0,
                  0,
                  START + 1,
                  // The one that ends last is the 20th: it begins 220 later and takes 7 ms, but
                  // the 20th of the cart takes 20.
                  START + 20 + 20_000_000));
      RunSummary fresh = questions.find(NEW);
      assertThat(fresh.spans()).isEqualTo(41);
      assertThat(fresh.logs()).isEqualTo(1);
      assertThat(fresh.points()).isEqualTo(1);
      assertThat(fresh.fromUnixNano()).isEqualTo(START);
      RunSummary stretch = questions.find(marked);
      assertThat(stretch.spans()).isEqualTo(10);
      assertThat(stretch.logs()).isEqualTo(3);
      assertThat(stretch.points()).isEqualTo(1);
      assertThat(stretch.note().marked()).isTrue();
      assertThat(questions.find("silent").records()).isZero();
      compared(questions.compare(old, fresh));
      assertThat(questions.compare(old, stretch).operations())
          .extracting(one -> one.name() + " " + (one.before() != null) + (one.after() != null))
          .containsExactlyInAnyOrder(
              "GET /cart truetrue", "GET /stock truefalse", "POST /old truefalse");
    }
  }

  private static void compared(RunComparison compared) {
    assertThat(compared.operations()).hasSize(4);
    RunComparison.Operation slowest = compared.operations().getFirst();
    assertThat(slowest.name()).isEqualTo("GET /cart");
    // Of 1 to 20 ms the 10th is the median and the 19th the 95th percentile.
    assertThat(slowest.before())
        .isEqualTo(new RunComparison.Figures(20, 0, 10_000_000, 19_000_000));
    assertThat(slowest.after()).isEqualTo(new RunComparison.Figures(20, 0, 30_000_000, 57_000_000));
    assertThat(slowest.slower()).isEqualTo(38_000_000);
    assertThat(compared.services())
        .singleElement()
        .satisfies(one -> {
          assertThat(one.service()).isEqualTo("shop");
          assertThat(one.name()).isEmpty();
          assertThat(one.before()).isNotNull().extracting("spans").isEqualTo(41L);
        });
    assertThat(compared.newErrors())
        .containsExactly(new RunComparison.NewError("shop", "GET /stock", "it's out", 3));
    assertThat(compared.newKeys()).containsExactly("shop.id");
    assertThat(compared.goneKeys()).containsExactly("old.key");
  }

  @Test
  void of_the_store_of_a_data_folder() throws Exception {
    try (TelemetryStore store = DuckDbStore.open(StoreConfig.of(folder.resolve("windows")))) {
      store.seal(batches);
      answersAreRight(store);
    }
  }

  @Test
  @Tag("peers")
  void of_a_clickhouse() throws Exception {
    try (ClickHouseEngine engine = ClickHouseEngine.start(folder.resolve("engine"))) {
      ClickHouseConfig config =
          ClickHouseConfig.parse("clickhouse://" + engine.address() + "/runs")
              .writing(ClickHouseConfig.Access.CREATE, "test", "");
      try (TelemetryStore store = ClickHouse.open(config)) {
        store.seal(batches);
        answersAreRight(store);
      }
    }
  }
}
