package dev.eyepiece.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OtlpJsonTest {
  private static final long SEED = Long.getLong("eyepiece.seed", 20261125L);
  private static final Pattern ID =
      Pattern.compile("\"(traceId|spanId|parentSpanId|profileId)\":\\s*\"([^\"]*)\"");

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String written(Signal signal, byte[] bytes) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    OtlpJson.write(signal, bytes, bytes.length, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsWrittenReadsBackAsItWas(Signal signal) throws Exception {
    TestMessages messages = new TestMessages(SEED);
    for (int i = 0; i < 120; i++) {
      Message request = messages.request(signal);
      byte[] json = utf8(written(signal, request.toByteArray()));
      Message read = TestMessages.builder(signal).mergeFrom(OtlpJson.read(signal, json)).build();
      assertThat(read).as("seed %s, request %s", SEED, i).isEqualTo(request);
    }
  }

  /** Protobuf's own JSON differs from OTLP's in ids (base64) and in enums, which it can number. */
  @ParameterizedTest
  @EnumSource
  void protobufsOwnJsonReadsWithIdsInHex(Signal signal) throws Exception {
    TestMessages messages = new TestMessages(SEED + 1);
    Random random = new Random(SEED);
    for (int i = 0; i < 120; i++) {
      Message request = messages.request(signal);
      JsonFormat.Printer printer = JsonFormat.printer();
      String json = hexIds((i % 2 == 0 ? printer : printer.printingEnumsAsInts()).print(request));
      if (random.nextBoolean()) {
        json = withUnknownFields(json);
      }
      Message read =
          TestMessages.builder(signal).mergeFrom(OtlpJson.read(signal, utf8(json))).build();
      assertThat(read).as("seed %s, request %s", SEED, i).isEqualTo(request);
    }
  }

  @ParameterizedTest
  @EnumSource
  void protobufReadsWhatIsWrittenWithIdsInBase64(Signal signal) throws Exception {
    TestMessages messages = new TestMessages(SEED + 2);
    for (int i = 0; i < 120; i++) {
      Message request = messages.request(signal);
      Message.Builder read = TestMessages.builder(signal);
      JsonFormat.parser().merge(base64Ids(written(signal, request.toByteArray())), read);
      // What protobuf's own reader makes of protobuf's own JSON, which loses the sign of -0.0.
      Message.Builder expected = TestMessages.builder(signal);
      JsonFormat.parser().merge(JsonFormat.printer().print(request), expected);
      assertThat(read.build()).as("seed %s, request %s", SEED, i).isEqualTo(expected.build());
    }
  }

  private static String hexIds(String json) {
    return ids(
        json,
        base64 ->
            HexFormat.of().formatHex(Base64.getDecoder().decode(base64)).toUpperCase(Locale.ROOT));
  }

  private static String base64Ids(String json) {
    return ids(json, hex -> Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex)));
  }

  private static String ids(String json, java.util.function.UnaryOperator<String> change) {
    Matcher matcher = ID.matcher(json);
    return matcher.replaceAll(id ->
        "\"" + id.group(1) + "\": \"" + Matcher.quoteReplacement(change.apply(id.group(2))) + "\"");
  }

  /** At every level, as the first key of each object. */
  private static String withUnknownFields(String json) {
    return json.replaceAll(
        "\\{(?=\\s+\")", "{\"future\": {\"deep\": [1, {\"x\": null}]}, \"span_id\": \"zz\",");
  }

  @Test
  void namesNumbersAndSpecialValuesAreReadAsTheSpecificationSays() throws Exception {
    String json =
        """
        {"resourceSpans": [{"scopeSpans": [{"spans": [{
          "traceId": "5B8EFFF798038103D269B633813FC60C", "spanId": "eee19b7ec3c1b174",
          "parentSpanId": "", "parent_span_id": "0102030405060708", "name": "x",
          "kind": "SPAN_KIND_SERVER", "status": {"code": "STATUS_CODE_ERROR"},
          "startTimeUnixNano": 1544712660000000000, "endTimeUnixNano": "18446744073709551615",
          "droppedAttributesCount": 4294967295, "events": null,
          "attributes": [
            {"key": "nan", "value": {"doubleValue": "NaN"}},
            {"key": "inf", "value": {"doubleValue": "-Infinity"}},
            {"key": "int", "value": {"intValue": -5}},
            {"key": "text int", "value": {"intValue": "-9223372036854775808"}},
            {"key": "bytes", "value": {"bytesValue": "AQID_g=="}},
            {"key": "empty", "value": {}},
            {"key": "map", "value": {"kvlistValue": {"values": [{"key": "k"}]}}}
          ]}]}]}]}
        """;
    Span span =
        ExportTraceServiceRequest.parseFrom(OtlpJson.read(Signal.TRACES, utf8(json)))
            .getResourceSpans(0)
            .getScopeSpans(0)
            .getSpans(0);
    assertThat(span.getTraceId())
        .isEqualTo(
            ByteString.copyFrom(HexFormat.of().parseHex("5b8efff798038103d269b633813fc60c")));
    assertThat(span.getParentSpanId().isEmpty()).isTrue();
    assertThat(span.getKindValue()).isEqualTo(2);
    assertThat(span.getStatus().getCodeValue()).isEqualTo(2);
    assertThat(span.getStartTimeUnixNano()).isEqualTo(1544712660000000000L);
    assertThat(span.getEndTimeUnixNano()).isEqualTo(-1);
    assertThat(span.getDroppedAttributesCount()).isEqualTo(-1);
    assertThat(span.getAttributes(0).getValue().getDoubleValue()).isNaN();
    assertThat(span.getAttributes(1).getValue().getDoubleValue())
        .isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(span.getAttributes(2).getValue().getIntValue()).isEqualTo(-5);
    assertThat(span.getAttributes(3).getValue().getIntValue()).isEqualTo(Long.MIN_VALUE);
    assertThat(span.getAttributes(4).getValue().getBytesValue().toByteArray())
        .containsExactly(1, 2, 3, -2);
    assertThat(span.getAttributes(5).hasValue()).isTrue();
    assertThat(span.getAttributes(6).getValue().getKvlistValue().getValues(0).getKey())
        .isEqualTo("k");
  }

  /**
   * As programs write a time that they hold as a real number, and as protobuf's readers take it.
   */
  @ParameterizedTest
  @CsvSource({
    "1.544712660123e18, 1544712660123000000",
    "1544712660000000000.0, 1544712660000000000",
    "'\"1.5447e+18\"', 1544700000000000000",
    "'\"25.0\"', 25",
    "1.8446744073709551615e19, -1",
    "0e999999999, 0",
    "-0, 0"
  })
  void aWholeNumberMayHaveAnExponent(String written, long expected) throws Exception {
    String json =
        "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"startTimeUnixNano\":"
            + written
            + "}]}]}]}";
    Span span =
        ExportTraceServiceRequest.parseFrom(OtlpJson.read(Signal.TRACES, utf8(json)))
            .getResourceSpans(0)
            .getScopeSpans(0)
            .getSpans(0);
    assertThat(span.getStartTimeUnixNano()).isEqualTo(expected);
  }

  /** Infinity is not what was written (Protocol Buffers, ProtoJSON). */
  @ParameterizedTest
  @ValueSource(strings = {"1e999", "-1e999", "\"1e999\""})
  void aRealNumberBeyondTheRangeIsRefused(String written) {
    String json =
        "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"body\":{\"doubleValue\":"
            + written
            + "}}]}]}]}";
    assertThatThrownBy(() -> OtlpJson.read(Signal.LOGS, utf8(json)))
        .isInstanceOf(MalformedOtlpException.class)
        .hasMessageContaining("doubleValue is ")
        .hasMessageContaining("a number");
  }

  /** What the reader says to who set it up is nothing to who sent the text. */
  @ParameterizedTest
  @ValueSource(strings = {"NaN", "Infinity", "//", "{\"a\":[", "[[", "01", "yes", "'x'", "\"\t\""})
  void whatIsNoJsonIsToldWithoutWordsOfTheReader(String value) {
    String deep = value.equals("[[") ? "[".repeat(1_000) : value;
    String json = "{\"resourceSpans\":[{\"future\":" + deep;
    assertThatThrownBy(() -> OtlpJson.read(Signal.TRACES, utf8(json)))
        .isInstanceOf(MalformedOtlpException.class)
        .message()
        .doesNotContain("Feature")
        .doesNotContain("Constraints")
        .doesNotContain("Source")
        .doesNotContain("()");
  }

  @Test
  void idsNumbersAndEnumsAreWrittenAsTheSpecificationSays() throws Exception {
    ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
    Span.Builder span = request.addResourceSpansBuilder().addScopeSpansBuilder().addSpansBuilder();
    span.setTraceId(
            ByteString.copyFrom(HexFormat.of().parseHex("5b8efff798038103d269b633813fc60c")))
        .setKindValue(2)
        .setStartTimeUnixNano(1544712660000000000L)
        .setDroppedEventsCount(7);
    span.addAttributesBuilder().getValueBuilder().setIntValue(-5);
    span.addAttributesBuilder().getValueBuilder().setDoubleValue(Double.NEGATIVE_INFINITY);
    span.addAttributesBuilder()
        .getValueBuilder()
        .setBytesValue(ByteString.copyFrom(new byte[] {1, 2, -2}));
    assertThat(written(Signal.TRACES, request.build().toByteArray()))
        .contains(
            "\"traceId\":\"5b8efff798038103d269b633813fc60c\"",
            "\"kind\":2",
            "\"startTimeUnixNano\":\"1544712660000000000\"",
            "\"droppedEventsCount\":7",
            "\"intValue\":\"-5\"",
            "\"doubleValue\":\"-Infinity\"",
            "\"bytesValue\":\"AQL+\"");
  }

  @Test
  void namesOfSeveritiesAndTemporalitiesAreTaken() throws Exception {
    byte[] logs =
        OtlpJson.read(
            Signal.LOGS,
            utf8(
                "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"severityNumber\":"
                    + "\"SEVERITY_NUMBER_WARN2\"}]}]}]}"));
    assertThat(
            ExportLogsServiceRequest.parseFrom(logs)
                .getResourceLogs(0)
                .getScopeLogs(0)
                .getLogRecords(0)
                .getSeverityNumberValue())
        .isEqualTo(14);
    byte[] metrics =
        OtlpJson.read(
            Signal.METRICS,
            utf8(
                "{\"resourceMetrics\":[{\"scopeMetrics\":[{\"metrics\":[{\"sum\":"
                    + "{\"aggregationTemporality\":\"AGGREGATION_TEMPORALITY_DELTA\"}}]}]}]}"));
    assertThat(
            ExportMetricsServiceRequest.parseFrom(metrics)
                .getResourceMetrics(0)
                .getScopeMetrics(0)
                .getMetrics(0)
                .getSum()
                .getAggregationTemporalityValue())
        .isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name|5|text",
        "kind|\"SPAN_KIND_WAITER\"|a known name that starts SPAN_KIND_",
        "traceId|\"5b8g\"|hexadecimal digits",
        "startTimeUnixNano|-1|a whole number of 64 bits that is not negative",
        "startTimeUnixNano|1.5|a whole number",
        "startTimeUnixNano|18446744073709551616|a whole number of 64 bits",
        "startTimeUnixNano|1.8446744073709551616e19|a whole number of 64 bits",
        "startTimeUnixNano|1e999999999|a whole number",
        "startTimeUnixNano|1e-999999999|a whole number",
        "startTimeUnixNano|\"1.5\"|is text where a whole number",
        "startTimeUnixNano|\" 5\"|a whole number",
        "startTimeUnixNano|\"\"|a whole number",
        "droppedEventsCount|4294967296|a whole number of 32 bits",
        "attributes|{}|an array",
        "status|[]|an object",
        "flags|true|is true where a whole number",
        "name|{}|is an object where text"
      })
  void whatIsWrongIsNamedWithItsPlace(String key, String value, String expected) {
    String json =
        "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"" + key + "\":" + value + "}]}]}]}";
    assertThatThrownBy(() -> OtlpJson.read(Signal.TRACES, utf8(json)))
        .isInstanceOfSatisfying(
            MalformedOtlpException.class,
            e -> assertThat(e.offset()).isEqualTo(json.indexOf(value)))
        .hasMessageStartingWith(key + " is ")
        .hasMessageContaining(expected);
  }

  @Test
  void cutAndFlippedTextIsRefusedOrReadAndNothingElse() {
    byte[] whole = utf8(sample());
    Random random = new Random(SEED);
    for (int i = 0; i < 20_000; i++) {
      byte[] json = java.util.Arrays.copyOf(whole, random.nextInt(whole.length + 1));
      for (int flips = random.nextInt(3); flips > 0 && json.length > 0; flips--) {
        json[random.nextInt(json.length)] = (byte) (i % 2 == 0 ? random.nextInt(128) : -1);
      }
      Throwable error = catchThrowable(() -> OtlpJson.read(Signal.TRACES, json));
      if (error != null) {
        assertThat(error).as("seed %s", SEED).isInstanceOf(MalformedOtlpException.class);
      }
    }
  }

  private static String sample() {
    try {
      return written(Signal.TRACES, new TestTraces(SEED, true).request(6).toByteArray());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void valuesNestedTooDeepAreRefused() {
    String json =
        "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"attributes\":[{\"value\":"
            + "{\"arrayValue\":{\"values\":[".repeat(10_000);
    assertThatThrownBy(() -> OtlpJson.read(Signal.TRACES, utf8(json)))
        .isInstanceOf(MalformedOtlpException.class)
        .hasMessageContaining("depth");
  }

  @Test
  void aSpanIsWrittenAsARequestOfItsOwn() throws Exception {
    SpanBatch batch = new TestTraces(SEED, true).batch(20, new SymbolTable());
    SpanRecord record = SpanReader.read(batch, 7);
    byte[] bytes = OtlpJson.read(Signal.TRACES, utf8(OtlpJson.write(record)));
    ExportTraceServiceRequest request = ExportTraceServiceRequest.parseFrom(bytes);
    assertThat(ProtoOracle.normal(request.getResourceSpans(0)))
        .isEqualTo(ProtoOracle.normal(ProtoOracle.proto(record)));
    assertThat(OtlpJson.write(record)).doesNotContain("\n");
  }

  @Test
  void aBodyOfNothingIsRefusedAtItsStart() {
    for (String nothing : List.of("", " ", "\n")) {
      assertThatThrownBy(() -> OtlpJson.read(Signal.LOGS, nothing.getBytes(StandardCharsets.UTF_8)))
          .isInstanceOfSatisfying(
              MalformedOtlpException.class,
              e -> assertThat(e.offset()).isBetween(0L, (long) nothing.length()))
          .hasMessageContaining("a request is empty where an object was expected");
    }
  }
}
