package dev.eyepiece.ui.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.ruleeditor.Mark;
import dev.eyepiece.store.Search;
import dev.eyepiece.store.TelemetrySnapshot;
import dev.eyepiece.store.TimeRange;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.ui.HeldShop;
import dev.eyepiece.ui.InPlace;
import dev.eyepiece.ui.task.FxBackground;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console without a window, over a real store. */
class QueryModelTest {
  private static final long START = 1_790_000_000_000_000_000L;
  private static final String ENDLESS =
      "SELECT count(*) FROM range(3000000000) a, range(1000) b WHERE (a.range * b.range) % 7 = 3";

  @TempDir Path folder;
  private HeldShop shop;
  private final List<Runnable> timers = new ArrayList<>();

  @BeforeEach
  void open() throws Exception {
    shop = new HeldShop(folder);
    for (int i = 0; i < 30; i++) {
      String service = i % 3 == 0 ? "cart" : "payment";
      shop.take(
          Signal.TRACES,
          HeldShop.span(service, "GET /" + i, i % 2 == 0 ? "GET" : "POST", START + i * 1_000L));
    }
    shop.settle();
  }

  @AfterEach
  void close() throws Exception {
    shop.close();
  }

  private QueryModel model(dev.eyepiece.ui.task.Background background, int rows) {
    return new QueryModel(
        shop.telemetry(),
        background,
        (nanos, action) -> timers.add(action),
        System::nanoTime,
        new QueryLimits(Duration.ofSeconds(30), rows),
        new StatementBook(folder.resolve("statements.txt"), new InPlace()));
  }

  private QueryModel model() {
    return model(new InPlace(), 10);
  }

  private static QueryResult result(QueryModel model) {
    assertThat(model.stateProperty().get()).isInstanceOf(QueryState.Done.class);
    return ((QueryState.Done) model.stateProperty().get()).result();
  }

  private static QueryState.Failed failure(QueryModel model) {
    assertThat(model.stateProperty().get()).isInstanceOf(QueryState.Failed.class);
    return (QueryState.Failed) model.stateProperty().get();
  }

  @Test
  void aStatementGivesRowsWithTheirTypes() {
    QueryModel model = model();
    model.run("SELECT service, count(*) AS n FROM spans GROUP BY 1 ORDER BY n DESC;");
    QueryResult result = result(model);
    assertThat(result.columns())
        .containsExactly(new Column("service", "VARCHAR"), new Column("n", "BIGINT"));
    assertThat(result.rows()).containsExactly(List.of("payment", 20L), List.of("cart", 10L));
    assertThat(result.said()).startsWith("2 rows · ");
    assertThat(model.book().allProperty().get()).hasSize(1);
  }

  @Test
  void aResultThatIsCutSaysSoAndIsSortedOverAllRows() {
    QueryModel model = model();
    model.run("SELECT name, start_ns FROM spans ORDER BY start_ns");
    assertThat(result(model).rows()).hasSize(10);
    assertThat(result(model).said()).startsWith("the first 10 rows of more · ");
    model.sort(new QueryResult.Order(1, true));
    assertThat(result(model).rows().getFirst()).containsExactly("GET /29", START + 29_000L);
    assertThat(result(model).said())
        .startsWith("the first 10 rows of more, sorted by start_ns over all · ");
    assertThat(model.text()).isEqualTo("SELECT name, start_ns FROM spans ORDER BY start_ns");
  }

  @Test
  void aWholeResultIsSortedWhereItIsWithWhatIsMissingLast() {
    QueryModel model = model();
    model.run("SELECT * FROM (VALUES (2, 'b'), (NULL, 'a'), (10, 'c')) AS t(n, word)");
    model.sort(new QueryResult.Order(0, false));
    assertThat(result(model).rows().stream().map(row -> row.get(1)).toList())
        .containsExactly("b", "c", "a");
    model.sort(new QueryResult.Order(0, true));
    assertThat(result(model).rows().stream().map(row -> row.get(1)).toList())
        .containsExactly("c", "b", "a");
  }

  @Test
  void numbersOfEveryTypeAreSortedAsNumbers() {
    QueryModel model = model();
    for (String type : List.of("BIGINT", "DOUBLE", "DECIMAL(20, 3)", "HUGEINT")) {
      model.run(
          "SELECT n::" + type + " AS n, i FROM (VALUES ('9', 1), ('-10', 2), ('100', 3)) t(n, i)");
      model.sort(new QueryResult.Order(0, false));
      assertThat(result(model).rows().stream().map(row -> row.get(1)).toList())
          .as(type)
          .containsExactly(2L, 1L, 3L);
    }
    model.run("SELECT n FROM (VALUES ('9'), ('10')) t(n)");
    model.sort(new QueryResult.Order(0, true));
    assertThat(result(model).rows()).containsExactly(List.of("9"), List.of("10"));
  }

  @Test
  void aMistakeIsMarkedWhereItIsUntilTheTextChanges() {
    QueryModel model = model();
    model.run("SELECT service,\n  not_there\nFROM spans");
    assertThat(failure(model).problem()).contains("not_there").contains("not found");
    assertThat(failure(model).where()).isEqualTo("line 2, column 3");
    Mark mark = model.marksProperty().get().getFirst();
    assertThat(model.text().substring(mark.start(), mark.end())).isEqualTo("not_there");
    model.type("SELECT service");
    assertThat(model.marksProperty().get()).isEmpty();
    model.run("SELECT 1 WHERE (");
    assertThat(model.marksProperty().get()).hasSize(1);
    model.run("DROP TABLE spans");
    assertThat(failure(model).problem()).contains("expected: one SELECT");
  }

  @Test
  void aStatementThatRunsIsCancelledAndEndedByTheTimeLimit() throws Exception {
    BlockingQueue<Runnable> fx = new LinkedBlockingQueue<>();
    try (FxBackground background = new FxBackground(2, fx::add)) {
      QueryModel model = model(background, 10);
      model.run(ENDLESS);
      assertThat(model.stateProperty().get()).isInstanceOf(QueryState.Running.class);
      model.cancel();
      assertThat(((QueryState.Stopped) model.stateProperty().get()).why())
          .startsWith("Cancelled after ");
      model.run(ENDLESS);
      // The timer of the first run is of no more concern.
      timers.getFirst().run();
      assertThat(model.stateProperty().get()).isInstanceOf(QueryState.Running.class);
      timers.getLast().run();
      assertThat(((QueryState.Stopped) model.stateProperty().get()).why())
          .startsWith("Ended after 30 s, the time limit");
      model.run("SELECT 42 AS n");
      while (!(model.stateProperty().get() instanceof QueryState.Done)) {
        Runnable next = fx.poll(60, TimeUnit.SECONDS);
        assertThat(next).as("an answer after two that were ended").isNotNull();
        next.run();
      }
      assertThat(result(model).rows()).containsExactly(List.of(42L));
    }
  }

  @Test
  void aSearchIsOpenedAsAStatementThatFindsTheSame() throws Exception {
    QueryModel model = model(new InPlace(), 10_000);
    model.openSearch(Signal.TRACES, "service:cart http.method:GET", TimeRange.ALL);
    assertThat(model.text()).contains("FROM spans").contains("\"http.method\"");
    try (TelemetrySnapshot snapshot = shop.telemetry().snapshot()) {
      assertThat((long) result(model).rows().size())
          .isEqualTo(
              snapshot
                  .records(Signal.TRACES)
                  .count(Search.parse("service:cart http.method:GET"), TimeRange.ALL))
          .isPositive();
    }
    model.openSearch(Signal.LOGS, "((", TimeRange.ALL);
    assertThat(failure(model).problem()).startsWith("The search cannot be written as SQL: ");
  }

  @Test
  void everyExampleWorksOnWhatIsHeldAndThoseAboutItComeFirst() {
    QueryModel model = model();
    model.look();
    Schema schema = model.schemaProperty().get();
    assertThat(schema.holds(Signal.TRACES)).isTrue();
    assertThat(schema.holds(Signal.LOGS)).isFalse();
    assertThat(Examples.of(schema)).hasSize(3).allMatch(example -> example.of() == Signal.TRACES);
    for (Schema held : List.of(schema, Schema.UNKNOWN)) {
      for (Examples.Example example : Examples.of(held)) {
        model.run(example.sql());
        assertThat(model.stateProperty().get())
            .as(example.title())
            .isInstanceOf(QueryState.Done.class);
      }
    }
  }

  @Test
  void resultsAreExportedWithTheirTypes() throws Exception {
    QueryModel model = model();
    model.run(
        "SELECT 'a,\"b\"' AS text, -1.5::DOUBLE AS n, NULL AS none, true AS yes,"
            + " '{\"k\": [1]}'::JSON AS j, TIMESTAMP '2026-01-02 03:04:05' AS at, 9 AS n");
    StringBuilder csv = new StringBuilder();
    ResultExport.csv(result(model), csv);
    assertThat(csv.toString())
        .isEqualTo(
            "text,n,none,yes,j,at,n\r\n"
                + "\"a,\"\"b\"\"\",-1.5,,true,\"{\"\"k\"\": [1]}\",2026-01-02 03:04:05,9\r\n");
    StringBuilder json = new StringBuilder();
    ResultExport.jsonLines(result(model), json);
    assertThat(json.toString())
        .isEqualTo(
            "{\"text\": \"a,\\\"b\\\"\", \"n\": -1.5, \"none\": null, \"yes\": true,"
                + " \"j\": {\"k\": [1]}, \"at\": \"2026-01-02 03:04:05\", \"n_2\": 9}\n");
    ByteArrayOutputStream parquet = new ByteArrayOutputStream();
    ResultExport.parquet(result(model), parquet);
    byte[] bytes = parquet.toByteArray();
    assertThat(new String(bytes, 0, 4, StandardCharsets.US_ASCII)).isEqualTo("PAR1");
    Path file = Files.write(folder.resolve("result.parquet"), bytes);
    List<String> read = new ArrayList<>();
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var statement = connection.createStatement();
        var rows = statement.executeQuery("DESCRIBE SELECT * FROM '" + file + "'")) {
      while (rows.next()) {
        read.add(rows.getString(1) + " " + rows.getString(2));
      }
    }
    assertThat(read)
        .containsExactly(
            "text VARCHAR",
            "n DOUBLE",
            "none INTEGER",
            "yes BOOLEAN",
            "j VARCHAR",
            "at TIMESTAMP",
            "n_2 INTEGER");
  }

  @Test
  void longTextsAreBounded() {
    ResultSink sink = new ResultSink(1000);
    sink.columns(List.of("text"));
    sink.types(List.of("VARCHAR"));
    for (int i = 0; i < 5; i++) {
      sink.row(List.of("x".repeat(300)));
    }
    QueryResult result = sink.result("", 1, null);
    assertThat(result.rows()).hasSize(3);
    assertThat(result.said()).startsWith("the first 3 rows of more: the rest would take too much");
  }
}
