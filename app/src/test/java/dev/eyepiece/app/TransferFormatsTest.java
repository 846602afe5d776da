package dev.eyepiece.app;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.agent.JsonText;
import dev.eyepiece.telemetry.TestTraces;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.DataInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The forms of OTLP beside lines, and Zipkin's: what goes out comes back. */
class TransferFormatsTest {
  private static final int SPANS = 700;
  private static final String LOGS =
      """
      {"resourceLogs":[{"resource":{"attributes":[{"key":"service.name",\
      "value":{"stringValue":"cart"}}]},"scopeLogs":[{"scope":{"name":"s"},"logRecords":[\
      {"timeUnixNano":"1790000000123456789","severityNumber":17,"severityText":"ERROR",\
      "body":{"kvlistValue":{"values":[{"key":"a","value":{"intValue":"7"}}]}},\
      "eventName":"e"}]}]}]}\
      """;
  private static final String METRICS =
      """
      {"resourceMetrics":[{"resource":{"attributes":[{"key":"service.name",\
      "value":{"stringValue":"cart"}}]},"scopeMetrics":[{"scope":{"name":"s"},"metrics":[\
      {"name":"m","unit":"By","sum":{"aggregationTemporality":2,"isMonotonic":true,\
      "dataPoints":[{"startTimeUnixNano":"1","timeUnixNano":"1790000000123456789",\
      "asInt":"42"}]}}]}]}]}\
      """;
  private static final String PROFILES =
      """
      {"resourceProfiles":[{"resource":{"attributes":[{"key":"service.name",\
      "value":{"stringValue":"cart"}}]},"scopeProfiles":[{"profiles":[{"sampleType":\
      {"typeStrindex":1,"unitStrindex":2},"samples":[{"stackIndex":1,"values":["5"]}],\
      "timeUnixNano":"1790000000123456789","profileId":"0102030405060708090a0b0c0d0e0f10"}]}]}],\
      "dictionary":{"mappingTable":[{}],"locationTable":[{},{"lines":[{"functionIndex":1}]}],\
      "functionTable":[{},{"nameStrindex":3}],"linkTable":[{}],"stringTable":["","cpu","ns","main"],\
      "attributeTable":[{}],"stackTable":[{},{"locationIndices":[1]}]}}\
      """;

  @TempDir Path home;
  private TestProgram program;
  private Path held;

  @BeforeEach
  void program() throws Exception {
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

  private List<String> whole(Path folder, String signal) {
    return done("export", "--data", folder.toString(), "--signal", signal, "--format", "otlp")
        .out()
        .lines()
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "traces, otlp-json",
    "traces, proto",
    "logs, otlp-json",
    "logs, proto",
    "metrics, otlp-json",
    "metrics, proto",
    "profiles, otlp-json",
    "profiles, proto"
  })
  void otlp_goes_out_in_a_form_and_comes_back_whole(String signal, String format) throws Exception {
    switch (signal) {
      case "logs" -> fill(LOGS.getBytes(StandardCharsets.UTF_8));
      case "metrics" -> fill(METRICS.getBytes(StandardCharsets.UTF_8));
      case "profiles" -> fill(PROFILES.getBytes(StandardCharsets.UTF_8));
      default -> fill(new TestTraces(7, true).request(SPANS).toByteArray());
    }
    Path file = home.resolve("out." + format);
    done(
        "export",
        "--data",
        held.toString(),
        "--signal",
        signal,
        "--format",
        format,
        "--out",
        file.toString());
    Path other = home.resolve("other");
    done("import", file.toString(), "--data", other.toString());
    assertThat(whole(other, signal)).isNotEmpty().isEqualTo(whole(held, signal));
    if (format.equals("otlp-json")) {
      assertThat(JsonText.readObject(Files.readString(file))).isNotEmpty();
    }
  }

  @Test
  void protobuf_is_messages_with_their_length_in_four_bytes() throws Exception {
    fill(new TestTraces(7, true).request(SPANS).toByteArray());
    Path file = home.resolve("all.binpb");
    done("export", "--data", held.toString(), "--out", file.toString());
    long spans = 0;
    int messages = 0;
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
      while (in.available() > 0) {
        byte[] message = in.readNBytes(in.readInt());
        messages++;
        spans +=
            ExportTraceServiceRequest.parseFrom(message).getResourceSpansList().stream()
                .flatMap(resource -> resource.getScopeSpansList().stream())
                .mapToLong(scope -> scope.getSpansCount())
                .sum();
      }
    }
    assertThat(spans).isEqualTo(SPANS);
    assertThat(messages).isGreaterThan(1);
  }

  @Test
  void nothing_that_matches_is_a_document_all_the_same() throws Exception {
    fill(LOGS.getBytes(StandardCharsets.UTF_8));
    String[] export = {"export", "--data", held.toString(), "service:nobody", "--format"};
    assertThat(done(with(export, "otlp-json")).out()).isEqualTo("{}\n");
    assertThat(done(with(export, "zipkin")).out()).isEqualTo("[]\n");
    assertThat(done(with(export, "proto")).out()).isEmpty();
  }

  private static String[] with(String[] arguments, String last) {
    String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 1);
    all[arguments.length] = last;
    return all;
  }

  private static List<String> spans(String zipkin) {
    return ((List<?>) requireNonNull(JsonText.read(zipkin)))
        .stream().map(JsonText::write).sorted().toList();
  }

  @Test
  void zipkins_json_comes_back_as_it_was() throws Exception {
    fill(new TestTraces(9, false).request(SPANS).toByteArray());
    Path file = home.resolve("zipkin.json");
    TestProgram.Result out =
        done("export", "--data", held.toString(), "--format", "zipkin", "--out", file.toString());
    assertThat(out.line()).isEqualTo("eyepiece export: 700 spans in " + file);
    Path other = home.resolve("other");
    done("import", file.toString(), "--data", other.toString());
    String again = done("export", "--data", other.toString(), "--format", "zipkin").out();
    assertThat(spans(again)).hasSize(SPANS).isEqualTo(spans(Files.readString(file)));
  }

  @Test
  void a_span_is_shown_as_zipkin_has_it() throws Exception {
    fill(
        """
        {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name",
        "value":{"stringValue":"cart"}},{"key":"host.name","value":{"stringValue":"h1"}}]},
        "scopeSpans":[{"scope":{"name":"shop","version":"2"},"spans":[{
        "traceId":"0102030405060708090a0b0c0d0e0f10","spanId":"0102030405060708",
        "parentSpanId":"1112131415161718","name":"put","kind":3,
        "startTimeUnixNano":"1790000000123456789","endTimeUnixNano":"1790000000125456789",
        "attributes":[{"key":"n","value":{"intValue":"7"}},{"key":"peer.service",
        "value":{"stringValue":"db"}},{"key":"network.peer.address",
        "value":{"stringValue":"10.0.0.7"}},{"key":"list",
        "value":{"arrayValue":{"values":[{"boolValue":true}]}}}],
        "events":[{"timeUnixNano":"1790000000124000000","name":"half","attributes":[
        {"key":"a","value":{"intValue":"1"}}]},{"timeUnixNano":"1790000000124000000","name":"x"}],
        "status":{"code":2,"message":"no"}}]}]}]}\
        """
            .getBytes(StandardCharsets.UTF_8));
    String out = done("export", "--data", held.toString(), "--format", "zipkin").out();
    assertThat(spans(out))
        .containsExactly(
            "{\"traceId\":\"0102030405060708090a0b0c0d0e0f10\",\"parentId\":\"1112131415161718\","
                + "\"id\":\"0102030405060708\",\"kind\":\"CLIENT\",\"name\":\"put\","
                + "\"timestamp\":1790000000123456,\"duration\":2000,"
                + "\"localEndpoint\":{\"serviceName\":\"cart\"},"
                + "\"remoteEndpoint\":{\"serviceName\":\"db\",\"ipv4\":\"10.0.0.7\"},"
                + "\"annotations\":[{\"timestamp\":1790000000124000,"
                + "\"value\":\"\\\"half\\\": {\\\"a\\\":1}\"},"
                + "{\"timestamp\":1790000000124000,\"value\":\"x\"}],"
                + "\"tags\":{\"host.name\":\"h1\",\"n\":\"7\",\"peer.service\":\"db\","
                + "\"network.peer.address\":\"10.0.0.7\",\"list\":\"[true]\","
                + "\"otel.scope.name\":\"shop\",\"otel.scope.version\":\"2\","
                + "\"otel.status_code\":\"ERROR\",\"error\":\"no\"}}");
  }

  @Test
  void lists_of_traces_of_other_writers_are_taken() throws Exception {
    Path file =
        Files.writeString(
            home.resolve("theirs.json"),
            """
            [[{"traceId":"5af7183fb1d4cf5f","id":"6b221d5bc9e6496c","name":"get /api",
               "kind":"SERVER","timestamp":1556604172355737,"duration":1431,
               "localEndpoint":{"serviceName":"backend","ipv4":"192.168.99.1","port":3306},
               "remoteEndpoint":{"ipv6":"2001:db8::c001","port":58648},
               "annotations":[{"timestamp":1556604172355800,"value":"ws"}],
               "tags":{"http.method":"GET","error":"refused"},"shared":true}],
             [{"traceId":"5af7183fb1d4cf5f","id":"7b221d5bc9e6496c","parentId":"6b221d5bc9e6496c"}]]
            """);
    done("import", file.toString(), "--data", held.toString());
    List<Map<String, @Nullable Object>> spans =
        done("query", "--data", held.toString(), "--format", "json")
            .out()
            .lines()
            .map(TransferFormatsTest::object)
            .toList();
    Map<String, @Nullable Object> server =
        spans.stream()
            .filter(span -> "get /api".equals(span.get("name")))
            .findFirst()
            .orElseThrow();
    assertThat(server)
        .containsEntry("traceId", "00000000000000005af7183fb1d4cf5f")
        .containsEntry("service", "backend")
        .containsEntry("kind", "SERVER")
        .containsEntry("status", "ERROR")
        .containsEntry("startTimeUnixNano", "1556604172355737000")
        .containsEntry("durationNano", "1431000");
    assertThat(JsonText.write(server.get("attributes")))
        .contains("\"http.method\":\"GET\"")
        .contains("\"network.local.address\":\"192.168.99.1\"")
        .contains("\"network.peer.address\":\"2001:db8::c001\"")
        .contains("\"network.peer.port\":58648")
        .doesNotContain("error");
    assertThat(spans).hasSize(2);
  }

  private static Map<String, @Nullable Object> object(String json) {
    return JsonText.readObject(json);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [{"traceId":"1","id":"2","timestamp":-1}]     | span 1: timestamp is '-1'
          [{"traceId":"1","id":"2"},{"traceId":"xy","id":"2"}] | span 2: traceId is 'xy'
          [{"traceId":"1","id":"2","tags":7}]           | span 1, tags is '7'; expected a JSON object
          [{"traceId":"1","id":"2","name":"a            | ends in the middle of a span
          [{"traceId":"1","id":"2",}]                   | line 1: not JSON
          """)
  void broken_zipkin_json_is_told_with_its_place(String json, String line) throws Exception {
    Path file = Files.writeString(home.resolve("bad.json"), json);
    TestProgram.Result result = program.run("import", file.toString(), "--data", held.toString());
    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.line()).startsWith("eyepiece import: " + file).contains(line);
  }

  @Test
  void zipkin_holds_no_other_signal() {
    TestProgram.Result result = program.run("export", "--signal", "logs", "--format", "zipkin");
    assertThat(result.exit()).isEqualTo(3);
    assertThat(result.line()).contains("--format zipkin holds traces alone");
  }
}
