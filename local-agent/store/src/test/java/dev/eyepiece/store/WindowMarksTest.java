package dev.eyepiece.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.telemetry.SpanBatch;
import dev.eyepiece.telemetry.SpanWalker;
import dev.eyepiece.telemetry.SymbolTable;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Windows are left unread for what they do not have, and read when their marks are no good. */
class WindowMarksTest {
  private static final long START = 1_790_000_000_000_000_000L;
  private static final int SPANS = 600;

  @TempDir Path folder;
  private final SymbolTable symbols = new SymbolTable();
  private DuckDbStore store;

  /** What was read although nothing of the kind is there. */
  private final List<String> forNothing = new ArrayList<>();

  /** Each seal is a window of its own. */
  @BeforeEach
  void open() throws Exception {
    store = DuckDbStore.open(config());
  }

  @AfterEach
  void close() throws Exception {
    store.close();
  }

  private StoreConfig config() {
    return StoreConfig.of(folder).withCap(1L << 40, 1).marking(SPANS);
  }

  private static KeyValue attribute(String key, String text) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(text))
        .build();
  }

  /** Spans with ids of their own, and a word that all spans of the batch have. */
  private SpanBatch batch(int number) throws Exception {
    ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
    ScopeSpans.Builder scope = request.addResourceSpansBuilder().addScopeSpansBuilder();
    for (int i = 0; i < SPANS; i++) {
      scope.addSpans(
          Span.newBuilder()
              .setName("GET")
              .setStartTimeUnixNano(START + i)
              .addAttributes(attribute("user.id", "user " + number + "/" + i))
              .addAttributes(attribute("url.path", "/of/" + "abcdefgh".charAt(number) + "zz/X")));
    }
    byte[] bytes = request.build().toByteArray();
    return new SpanWalker(symbols).walk(bytes, bytes.length).withId(number, START + number);
  }

  private void sealFour() throws Exception {
    for (int i = 0; i < 4; i++) {
      store.seal(List.of(batch(i)));
    }
    assertThat(store.stats().windows()).isEqualTo(4);
  }

  private long count(String search) throws Exception {
    try (TelemetrySnapshot snapshot = store.snapshot(List.of())) {
      return snapshot.countSpans(Search.parse(search), TimeRange.ALL);
    }
  }

  /** The numbers of the windows whose spans a search reads. */
  private List<Integer> read(String search) throws Exception {
    try (DuckDbSnapshot snapshot = (DuckDbSnapshot) store.snapshot(List.of())) {
      Relation relation = snapshot.relations().of(SignalTable.SPANS);
      Asks asks = new Asks();
      String where = SearchSql.where(relation, Search.parse(search), TimeRange.ALL, asks);
      String rows = relation.rows(asks, TimeRange.ALL);
      StringBuilder plan = new StringBuilder();
      relation.query(
          "EXPLAIN SELECT count(*) FROM " + rows + " WHERE " + where,
          row -> plan.append(row.getString(2)));
      return java.util.stream.IntStream.rangeClosed(1, 4)
          .filter(window -> plan.indexOf("w" + window + ".main.spans") >= 0)
          .boxed()
          .toList();
    }
  }

  @Test
  void aWindowIsNotReadForWhatItDoesNotHave() throws Exception {
    sealFour();
    reads("user.id:\"USER 2/17\"", 3);
    reads("user.id:(\"user 0/1\" OR \"user 3/1\")", 1, 4);
    reads("user.id:\"user 9/17\"");
    reads("url.path:*of*BZZ*", 2);
    reads("Czz", 3);
    reads("czz user.id:\"user 1/0\"");
    reads("-czz", 1, 2, 3, 4);
    reads("zzyzx");
    reads("name:get", 1, 2, 3, 4);
    reads("name:put");
    reads("event:exception");
    assertThat(count("user.id:\"USER 2/17\"")).isEqualTo(1);
    assertThat(count("Czz")).isEqualTo(SPANS);
    store.close();
    open();
    reads("user.id:\"user 2/17\"", 3);
    // A mark that is there by chance, one of 200, costs a look into a window and no wrong answer.
    assertThat(forNothing).hasSizeLessThanOrEqualTo(3);
  }

  /** Those windows are read for a search, and hardly another one. */
  private void reads(String search, Integer... windows) throws Exception {
    List<Integer> read = read(search);
    assertThat(read.containsAll(List.of(windows))).as(search).isTrue();
    read.stream()
        .filter(window -> !List.of(windows).contains(window))
        .forEach(window -> forNothing.add(search + " in " + window));
  }

  @Test
  void marksThatAreNoGoodAreSetAsideAndTheirWindowIsRead() throws Exception {
    sealFour();
    store.close();
    Files.write(folder.resolve("0000000001.marks"), new byte[] {1, 2, 3});
    Files.copy(
        folder.resolve("0000000004.marks"),
        folder.resolve("0000000002.marks"),
        StandardCopyOption.REPLACE_EXISTING);
    Files.delete(folder.resolve("0000000003.marks"));
    open();
    for (int i = 0; i < 4; i++) {
      assertThat(count("user.id:\"user " + i + "/17\"")).isEqualTo(1);
      assertThat(count("abcd".charAt(i) + "zz/x")).isEqualTo(SPANS);
    }
    assertThat(read("user.id:\"user 9/17\"")).containsExactly(1, 2, 3);
    assertThat(folder.resolve("0000000001.marks.unreadable")).exists();
    assertThat(folder.resolve("0000000002.marks.unreadable")).exists();
    assertThat(folder.resolve("0000000003.marks")).doesNotExist();
    store.seal(List.of(batch(4)));
    assertThat(count("user.id:\"user 4/1\"")).isEqualTo(1);
  }

  @Test
  void whoOnlyReadsLeavesThemWhereTheyAre() throws Exception {
    sealFour();
    store.close();
    Files.write(folder.resolve("0000000001.marks"), new byte[] {1, 2, 3});
    store = DuckDbStore.openReadOnly(config());
    assertThat(count("user.id:\"user 0/17\"")).isEqualTo(1);
    assertThat(read("user.id:\"user 3/17\"")).containsExactly(1, 4);
    assertThat(folder.resolve("0000000001.marks")).hasBinaryContent(new byte[] {1, 2, 3});
  }

  /** As those of versions that knew no marks. */
  @Test
  void aWindowWithoutMarksIsRead() throws Exception {
    store.close();
    store = DuckDbStore.open(StoreConfig.of(folder).marking(SPANS));
    store.seal(List.of(batch(0)));
    store.close();
    Path window = folder.resolve("0000000001.duckdb");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + window);
        Statement statement = connection.createStatement()) {
      statement.execute("DROP TABLE marks");
    }
    Files.delete(folder.resolve("0000000001.marks"));
    store = DuckDbStore.open(StoreConfig.of(folder).marking(SPANS));
    store.seal(List.of(batch(1)));
    assertThat(store.stats().windows()).isEqualTo(1);
    assertThat(count("user.id:\"user 0/17\"")).isEqualTo(1);
    assertThat(count("bzz")).isEqualTo(SPANS);
    assertThat(read("zzyzx")).containsExactly(1);
    assertThat(folder.resolve("0000000001.marks")).doesNotExist();
  }

  /** What a process that was killed left behind the last section is written over. */
  @Test
  void sectionsFollowTheLastThatCounts() throws Exception {
    StoreConfig one = StoreConfig.of(folder).marking(SPANS);
    store.close();
    store = DuckDbStore.open(one);
    store.seal(List.of(batch(0)));
    store.close();
    Path marks = folder.resolve("0000000001.marks");
    long length = Files.size(marks);
    byte[] torn = java.util.Arrays.copyOf(Files.readAllBytes(marks), (int) length + 5000);
    Files.write(marks, torn);
    store = DuckDbStore.open(one);
    store.seal(List.of(batch(1)));
    store.close();
    store = DuckDbStore.open(one);
    assertThat(count("user.id:\"user 0/17\"")).isEqualTo(1);
    assertThat(count("user.id:\"user 1/17\"")).isEqualTo(1);
    assertThat(read("zzyzx")).isEmpty();
    assertThat(marks).exists();
  }

  @Test
  void theyCountAndGoWithTheirWindow() throws Exception {
    store.close();
    store = DuckDbStore.open(StoreConfig.of(folder).withCap(1, 1).marking(SPANS));
    store.seal(List.of(batch(0)));
    Path marks = folder.resolve("0000000001.marks");
    assertThat(store.stats().bytes())
        .isEqualTo(Files.size(folder.resolve("0000000001.duckdb")) + Files.size(marks));
    store.seal(List.of(batch(1)));
    assertThat(store.stats().windows()).isEqualTo(1);
    assertThat(marks).doesNotExist();
    store.close();
    Files.write(folder.resolve("0000000077.marks"), new byte[10]);
    open();
    assertThat(folder.resolve("0000000077.marks")).as("of no window").doesNotExist();
  }
}
