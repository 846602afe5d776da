package dev.eyepiece.app;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.agent.JsonText;
import dev.eyepiece.store.ParquetFile;
import dev.eyepiece.telemetry.TestTraces;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What export writes, and that import takes it back. */
class ExportImportTest {
  private static final int SPANS = 300;
  private static final String ONE =
      """
      {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name",\
      "value":{"stringValue":"cart"}},{"key":"host.name","value":{"stringValue":"h1"}}]},\
      "scopeSpans":[{"scope":{"name":"shop","version":"2"},"spans":[{\
      "traceId":"0102030405060708090a0b0c0d0e0f10","spanId":"0102030405060708",\
      "parentSpanId":"1112131415161718","name":"put","kind":2,\
      "startTimeUnixNano":"1790000000123456789","endTimeUnixNano":"1790000000125456789",\
      "attributes":[{"key":"n","value":{"intValue":"7"}},\
      {"key":"list","value":{"arrayValue":{"values":[{"boolValue":true}]}}}],\
      "events":[{"timeUnixNano":"1790000000124000000","name":"half"}],\
      "links":[{"traceId":"0102030405060708090a0b0c0d0e0f11","spanId":"2122232425262728"}],\
      "status":{"code":2,"message":"no"}}]}]}]}
      """;

  @TempDir Path home;
  private TestProgram program;
  private Path held;

  @BeforeEach
  void program() {
    program = new TestProgram(home);
    held = home.resolve("held");
  }

  private void fill(byte[] otlp) throws Exception {
    Path file = Files.write(home.resolve("given"), otlp);
    done("import", file.toString(), "--data", held.toString());
  }

  private TestProgram.Result done(String... arguments) {
    TestProgram.Result result = program.run(arguments);
    assertThat(result.exit()).as(result.err()).isZero();
    return result;
  }

  /** Every span of a folder as a line that holds all of it, in an order of their own. */
  private List<String> spans(Path folder) {
    return done("query", "--data", folder.toString(), "--limit", "0", "--format", "json")
        .out()
        .lines()
        .sorted()
        .toList();
  }

  @ParameterizedTest
  @CsvSource({"otlp, all.jsonl", "parquet, all.parquet"})
  void what_was_exported_is_imported_whole(String format, String name) throws Exception {
    fill(new TestTraces(7, false).request(SPANS).toByteArray());
    Path file = home.resolve(name);
    TestProgram.Result out =
        done("export", "--data", held.toString(), "--format", format, "--out", file.toString());
    assertThat(out.out()).isEmpty();
    assertThat(out.line()).isEqualTo("eyepiece export: 300 spans in " + file);

    Path other = home.resolve("other");
    TestProgram.Result in = done("import", file.toString(), "--data", other.toString());
    assertThat(in.out())
        .startsWith("300 spans in ")
        .endsWith(": 300 accepted, 0 rejected, 0 failed\n");
    assertThat(whole(other)).containsExactlyInAnyOrderElementsOf(whole(held));
    assertThat(spans(other)).isEqualTo(spans(held));
  }

  /** Every span of a folder with every field, as an OTLP request of its own. */
  private List<String> whole(Path folder) throws Exception {
    Path file = home.resolve(folder.getFileName() + "-whole.parquet");
    done("export", "--data", folder.toString(), "--out", file.toString());
    List<String> requests = new ArrayList<>();
    ParquetFile.read(file, requests::add);
    Files.delete(file);
    assertThat(requests).hasSize(SPANS);
    return requests;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          logs     | {"resourceLogs":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"cart"}}]},"scopeLogs":[{"scope":{"name":"s"},"logRecords":[{"timeUnixNano":"1790000000123456789","severityNumber":17,"severityText":"ERROR","body":{"kvlistValue":{"values":[{"key":"a","value":{"intValue":"7"}}]}},"eventName":"e"}]}]}]}
          metrics  | {"resourceMetrics":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"cart"}}]},"scopeMetrics":[{"scope":{"name":"s"},"metrics":[{"name":"m","unit":"By","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"startTimeUnixNano":"1","timeUnixNano":"1790000000123456789","asInt":"42","attributes":[{"key":"k","value":{"stringValue":"v"}}]}]}}]}]}]}
          profiles | {"resourceProfiles":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"cart"}}]},"scopeProfiles":[{"profiles":[{"sampleType":{"typeStrindex":1,"unitStrindex":2},"samples":[{"stackIndex":1,"values":["5"]}],"timeUnixNano":"1790000000123456789","durationNano":"1000","profileId":"0102030405060708090a0b0c0d0e0f10"}]}]}],"dictionary":{"mappingTable":[{}],"locationTable":[{},{"lines":[{"functionIndex":1}]}],"functionTable":[{},{"nameStrindex":3}],"linkTable":[{}],"stringTable":["","cpu","ns","main"],"attributeTable":[{}],"stackTable":[{},{"locationIndices":[1]}]}}
          """)
  void other_signals_come_out_as_they_came_in_and_are_taken_again(String signal, String json)
      throws Exception {
    fill(json.getBytes(StandardCharsets.UTF_8));
    String out = done("export", "--signal", signal, "--data", held.toString()).out();
    assertThat(JsonText.readObject(out)).isEqualTo(JsonText.readObject(json));
    Path file = Files.writeString(home.resolve("again.jsonl"), out);
    Path other = home.resolve("other");
    if (signal.equals("profiles")) {
      Path none = home.resolve("none.parquet");
      TestProgram.Result refused =
          program.run(
              "export", "--signal", signal, "--data", held.toString(), "--out", none.toString());
      assertThat(refused.exit()).isEqualTo(3);
      assertThat(refused.line()).contains("share a dictionary", "expected --format otlp");
    } else {
      Path columns = home.resolve("again.parquet");
      done("export", "--signal", signal, "--data", held.toString(), "--out", columns.toString());
      Path third = home.resolve("third");
      done("import", columns.toString(), "--data", third.toString());
      assertThat(
              JsonText.readObject(
                  done("export", "--signal", signal, "--data", third.toString()).out()))
          .isEqualTo(JsonText.readObject(json));
    }
    TestProgram.Result again = done("import", file.toString(), "--data", other.toString());
    assertThat(again.out()).startsWith("1 ").contains(" 1 accepted, 0 rejected, 0 failed");
    assertThat(done("query", "--signal", signal, "--data", other.toString(), "--count").out())
        .isEqualTo("{\"count\": 1}\n");
  }

  @Test
  void otlp_lines_are_requests_that_any_receiver_takes() throws Exception {
    fill(ONE.getBytes(StandardCharsets.UTF_8));
    String out = done("export", "--data", held.toString()).out();
    assertThat(JsonText.readObject(out)).isEqualTo(JsonText.readObject(ONE));
    assertThat(out.lines()).hasSize(1);
  }

  @Test
  void a_search_a_time_and_a_limit_choose_what_is_exported() throws Exception {
    fill(new TestTraces(7, false).request(SPANS).toByteArray());
    String[] export = {"export", "--data", held.toString(), "status:error", "--limit", "0"};
    long errors =
        Long.parseLong(
            done("query", "--data", held.toString(), "status:error", "--count")
                .out()
                .replaceAll("[^0-9]", ""));
    assertThat(count(done(export).out())).isEqualTo(errors).isPositive();
    TestProgram.Result cut = done("export", "--data", held.toString(), "--limit", "3");
    assertThat(count(cut.out())).isEqualTo(3);
    assertThat(cut.line())
        .isEqualTo("eyepiece export: cut after 3 of 300 rows; --limit 0 gives all");
    assertThat(done("export", "--data", held.toString(), "service:nobody").out()).isEmpty();
  }

  private static long count(String lines) {
    return Pattern.compile("\"spanId\":\"[0-9a-f]{16}\",\"[^\"]*\":[^{]*?\"name\"")
        .matcher(lines)
        .results()
        .count();
  }

  @Test
  void a_span_is_shown_as_jaeger_has_it() throws Exception {
    fill(ONE.getBytes(StandardCharsets.UTF_8));
    String out = done("export", "--data", held.toString(), "--format", "jaeger").out();
    Map<?, ?> trace = (Map<?, ?>) ((List<?>) value(out, "data")).getFirst();
    assertThat(trace.get("traceID")).isEqualTo("0102030405060708090a0b0c0d0e0f10");
    Map<?, ?> span = (Map<?, ?>) ((List<?>) value(JsonText.write(trace), "spans")).getFirst();
    assertThat(span.get("operationName")).isEqualTo("put");
    assertThat(span.get("startTime")).isEqualTo(1_790_000_000_123_456L);
    assertThat(span.get("duration")).isEqualTo(2_000L);
    assertThat(JsonText.write(span.get("references")))
        .contains("CHILD_OF", "1112131415161718", "FOLLOWS_FROM", "2122232425262728");
    assertThat(JsonText.write(span.get("tags")))
        .contains("{\"key\":\"n\",\"type\":\"int64\",\"value\":7}")
        .contains("{\"key\":\"list\",\"type\":\"string\",\"value\":\"[true]\"}")
        .contains("{\"key\":\"span.kind\",\"type\":\"string\",\"value\":\"server\"}")
        .contains("{\"key\":\"error\",\"type\":\"bool\",\"value\":true}");
    assertThat(JsonText.write(trace.get("processes"))).contains("\"serviceName\":\"cart\"", "h1");
  }

  private static Object value(String json, String key) {
    return requireNonNull(JsonText.readObject(json).get(key));
  }

  @Test
  void jaegers_json_comes_back_as_it_was() throws Exception {
    fill(new TestTraces(9, false).request(SPANS).toByteArray());
    Path file = home.resolve("jaeger.json");
    done("export", "--data", held.toString(), "--format", "jaeger", "--out", file.toString());
    Path other = home.resolve("other");
    done("import", file.toString(), "--data", other.toString());
    assertThat(done("query", "--data", other.toString(), "--count").out())
        .isEqualTo("{\"count\": 300}\n");
    String again = done("export", "--data", other.toString(), "--format", "jaeger").out();
    assertThat(lines(again)).isEqualTo(lines(Files.readString(file)));
  }

  /** The spans of a Jaeger document, whatever order its traces and spans have. */
  private static List<String> lines(String json) {
    return ((List<?>) value(json, "data"))
        .stream()
            .flatMap(trace -> ((List<?>) requireNonNull(((Map<?, ?>) trace).get("spans"))).stream())
            .map(span -> JsonText.write(span).replaceAll("\"processID\":\"p\\d+\"", ""))
            .sorted()
            .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"data":[{"traceID":"1","spans":7}]}        | trace 1: spans is '7'; expected a list
          {"data":[{"spans":[{"traceID":"xy"}]}]}     | trace 1, spans 1: traceID is 'xy'
          {"data":[{"spans":[{"traceID":"1","processID":"p9"}]}]} | processID 'p9' is not among
          {"data":[]}                                 | holds no trace
          {"data":[{"traceID":"1","spans":[{"traceID":"1","startTime":-1}]}]} | startTime is '-1'
          """)
  void broken_jaeger_json_is_told_with_its_place(String json, String line) throws Exception {
    Path file = Files.writeString(home.resolve("bad.json"), json);
    TestProgram.Result result = program.run("import", file.toString(), "--data", held.toString());
    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.line()).startsWith("eyepiece import: " + file).contains(line);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PAR1 and then nothing", "{\"resourceSpans\":[{]}", "hello", ""})
  void a_file_of_no_form_is_told(String content) throws Exception {
    Path file = Files.writeString(home.resolve("odd"), content);
    TestProgram.Result result = program.run("import", file.toString(), "--data", held.toString());
    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.line()).startsWith("eyepiece import: " + file).doesNotContain("\n");
  }

  @Test
  void a_running_agent_takes_what_is_imported_and_gives_what_is_exported() throws Exception {
    try (TestProgram.Serving serving = program.serveOn(held)) {
      Path file = Files.writeString(home.resolve("one.json"), ONE);
      done("import", file.toString(), "--api", serving.address("local API"));
      done("import", file.toString(), "--data", held.toString());
      String out = done("export", "--api", serving.address("local API")).out();
      assertThat(count(out)).isEqualTo(2);
    }
  }

  @Test
  void a_file_that_is_there_stays_as_it_is() throws Exception {
    fill(ONE.getBytes(StandardCharsets.UTF_8));
    Path file = Files.writeString(home.resolve("mine.jsonl"), "mine");
    TestProgram.Result result =
        program.run("export", "--data", held.toString(), "--out", file.toString());
    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.line()).contains("--out").contains("expected a new file");
    assertThat(file).hasContent("mine");
  }
}
