package dev.eyepiece.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import dev.eyepiece.net.NetServer;
import dev.eyepiece.telemetry.SymbolTable;
import dev.eyepiece.telemetry.TestTraces;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.DeflaterInputStream;
import java.util.zip.GZIPOutputStream;
import net.jpountz.lz4.LZ4FrameOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OtlpReceiverTest {
  private static final String PROTOBUF = "application/x-protobuf";

  private final KeepingSink sink = new KeepingSink();
  private final OtlpReceiver receiver =
      new OtlpReceiver(new RequestDecoder(new SymbolTable()), sink);
  private final HttpClient client = HttpClient.newHttpClient();
  private NetServer server;

  @BeforeEach
  void open() throws IOException {
    server = TestServer.start(receiver, "https://shop.example");
  }

  @AfterEach
  void close() {
    server.close();
    client.close();
  }

  private String url() {
    return "http://" + server.addresses().getFirst();
  }

  private HttpResponse<byte[]> post(String type, byte[] body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url() + "/v1/traces"))
            .version(HttpClient.Version.HTTP_1_1)
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  private static byte[] lz4(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (LZ4FrameOutputStream frame = new LZ4FrameOutputStream(out)) {
      frame.write(bytes);
    }
    return out.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(strings = {"grpc", "grpc gzip", "http", "http gzip"})
  void theOfficialExporterSendsOnOnePort(String way) {
    SpanExporter exporter =
        way.startsWith("grpc")
            ? OtlpGrpcSpanExporter.builder()
                .setEndpoint(url())
                .setCompression(way.endsWith("gzip") ? "gzip" : "none")
                .build()
            : OtlpHttpSpanExporter.builder()
                .setEndpoint(url() + "/v1/traces")
                .setCompression(way.endsWith("gzip") ? "gzip" : "none")
                .build();
    try (SdkTracerProvider provider =
        SdkTracerProvider.builder()
            .addSpanProcessor(BatchSpanProcessor.builder(exporter).setMaxQueueSize(5000).build())
            .build()) {
      Tracer tracer = provider.get("test");
      for (int i = 0; i < 1000; i++) {
        tracer.spanBuilder("span " + i).startSpan().end();
      }
      assertThat(provider.forceFlush().join(60, TimeUnit.SECONDS).isSuccess()).isTrue();
    }
    assertThat(sink.spans()).isEqualTo(1000);
    // The peer may have read the answer a moment before the write is told to be done.
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (sink.answered.get() < sink.batches.size() && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(sink.answered).hasValue(sink.batches.size());
  }

  @Test
  void everyEncodingIsTakenAndSuccessIsPlain() throws Exception {
    byte[] request = new TestTraces(1, true).request(100).toByteArray();
    assertThat(post(PROTOBUF, request).body()).isEmpty();
    HttpResponse<byte[]> zipped = post(PROTOBUF, gzip(request), "Content-Encoding", "gzip");
    assertThat(zipped.statusCode()).isEqualTo(200);
    assertThat(zipped.headers().firstValue("content-type")).hasValue(PROTOBUF);
    assertThat(post(PROTOBUF, Zstd.compress(request), "Content-Encoding", "zstd").statusCode())
        .isEqualTo(200);
    assertThat(post(PROTOBUF, lz4(request), "Content-Encoding", "lz4").statusCode()).isEqualTo(200);
    assertThat(sink.spans()).isEqualTo(400);
    HttpResponse<byte[]> unknown = post(PROTOBUF, request, "Content-Encoding", "brotli");
    assertThat(unknown.statusCode()).isEqualTo(400);
    assertThat(new String(unknown.body(), StandardCharsets.UTF_8))
        .contains("Content-Encoding 'brotli' is not supported (expected: gzip, zstd");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate", "zstd"})
  void jsonMayBeCompressedToo(String encoding) throws Exception {
    byte[] json = "{\"resourceSpans\":[]}".getBytes(StandardCharsets.UTF_8);
    byte[] body =
        switch (encoding) {
          case "gzip" -> gzip(json);
          case "zstd" -> Zstd.compress(json);
          default -> new DeflaterInputStream(new ByteArrayInputStream(json)).readAllBytes();
        };
    HttpResponse<byte[]> response = post("application/json", body, "Content-Encoding", encoding);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
    assertThat(new String(response.body(), StandardCharsets.UTF_8)).isEqualTo("{}");
  }

  @ParameterizedTest
  @CsvSource({
    "Application/X-Protobuf; charset=utf-8, application/x-protobuf, ''",
    "application/json;charset=UTF-8, application/json, {}"
  })
  void aContentTypeMayHaveParametersAndAnyCase(String sent, String answered, String body)
      throws Exception {
    byte[] request = answered.endsWith("json") ? new byte[] {'{', '}'} : new byte[0];
    HttpResponse<byte[]> response = post(sent, request);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("content-type")).hasValue(answered);
    assertThat(new String(response.body(), StandardCharsets.UTF_8)).isEqualTo(body);
  }

  /** A status of protobuf begins with the field of its code, one of JSON has it as a key. */
  @ParameterizedTest
  @CsvSource({
    "application/x-protobuf, '\b\3\22'",
    "application/json, '{\"code\":3,\"message\":\"'"
  })
  void anUnknownEncodingGetsAStatusInTheFormOfTheRequest(String type, String begin)
      throws Exception {
    HttpResponse<byte[]> response = post(type, new byte[1], "Content-Encoding", "brotli");
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.headers().firstValue("content-type")).hasValue(type);
    assertThat(new String(response.body(), StandardCharsets.UTF_8))
        .startsWith(begin)
        .contains("Content-Encoding 'brotli' is not supported");
  }

  @Test
  void jsonIsTaken() throws Exception {
    String json =
        """
        {"resourceSpans":[{"future":1,"resource":{"attributes":[{"key":"service.name",
        "value":{"stringValue":"web"}}]},"scopeSpans":[{"spans":[{
        "traceId":"5B8EFFF798038103D269B633813FC60C","spanId":"EEE19B7EC3C1B174","name":"GET /",
        "kind":"SPAN_KIND_SERVER","startTimeUnixNano":1544712660000000000,
        "endTimeUnixNano":"1544712661000000000","parent_span_id":"EEE19B7EC3C1B173",
        "attributes":[{"key":"d","value":{"doubleValue":"NaN"}},{"key":"e","value":{}},
        {"key":"b","value":{"bytesValue":"AQI="}},{"key":"i","value":{"intValue":"-5"}}]}]}]}]}
        """;
    HttpResponse<byte[]> response =
        post("application/json; charset=utf-8", json.getBytes(StandardCharsets.UTF_8));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(new String(response.body(), StandardCharsets.UTF_8)).isEqualTo("{}");
    assertThat(sink.spans(0).traceIdHigh(0)).isEqualTo(0x5B8EFFF798038103L);
    assertThat(sink.spans(0).parentSpanId(0)).isZero();
    assertThat(sink.spans(0).kind(0)).isEqualTo(2);
    HttpResponse<byte[]> broken =
        post("application/json", "{\"resourceSpans\":[5]}".getBytes(StandardCharsets.UTF_8));
    assertThat(broken.statusCode()).isEqualTo(400);
    assertThat(new String(broken.body(), StandardCharsets.UTF_8))
        .startsWith("{\"code\":3,\"message\":\"not an ExportTraceServiceRequest in JSON");
  }

  @Test
  void spansThatBreakARuleAreRejectedAloneWithTheReason() throws Exception {
    var request = new TestTraces(3, false).request(10).toBuilder();
    var span = request.getResourceSpansBuilder(0).getScopeSpansBuilder(0).getSpansBuilder(0);
    span.setEndTimeUnixNano(span.getStartTimeUnixNano() - 1);
    HttpResponse<byte[]> response = post(PROTOBUF, request.build().toByteArray());
    ExportTraceServiceResponse answer = ExportTraceServiceResponse.parseFrom(response.body());
    assertThat(answer.getPartialSuccess().getRejectedSpans()).isEqualTo(1);
    assertThat(answer.getPartialSuccess().getErrorMessage())
        .contains("is before start_time_unix_nano");
    assertThat(sink.spans()).isEqualTo(9);
    assertThat(receiver.counts().rejectedSpans()).isEqualTo(1);
    assertThat(receiver.counts().requests())
        .containsEntry(ReceiverCounts.Way.HTTP_PROTOBUF, 1L)
        .containsEntry(ReceiverCounts.Way.GRPC, 0L);
    assertThat(receiver.counts().reasons())
        .hasSize(1)
        .allSatisfy((reason, spans) -> {
          assertThat(reason).contains("is before start_time_unix_nano");
          assertThat(spans).isEqualTo(1);
        });
  }

  @Test
  void whatIsNotOtlpGetsAStatusInItsOwnEncoding() throws Exception {
    HttpResponse<byte[]> broken = post(PROTOBUF, new byte[] {10, 5, 1});
    assertThat(broken.statusCode()).isEqualTo(400);
    assertThat(broken.headers().firstValue("content-type")).hasValue(PROTOBUF);
    assertThat(new String(broken.body(), StandardCharsets.UTF_8))
        .contains("length 5 where at most");
    assertThat(post("text/plain", new byte[1]).statusCode()).isEqualTo(415);
    HttpResponse<String> get =
        client.send(
            HttpRequest.newBuilder(URI.create(url() + "/v1/traces"))
                .version(HttpClient.Version.HTTP_1_1)
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(get.statusCode()).isEqualTo(405);
    assertThat(get.headers().firstValue("allow")).hasValue("POST");
  }

  @Test
  void aBombStopsAtTheCapAndLargeRequestsBelowItAreTaken() throws Exception {
    byte[] bomb = gzip(new byte[200 << 20]);
    HttpResponse<byte[]> response = post(PROTOBUF, bomb, "Content-Encoding", "gzip");
    assertThat(response.statusCode()).isEqualTo(413);
    byte[] large = new byte[63 << 20];
    large[0] = 0x7A;
    int length = large.length - 5;
    for (int i = 0; i < 4; i++) {
      large[1 + i] = (byte) (((length >>> (7 * i)) & 0x7F) | (i < 3 ? 0x80 : 0));
    }
    assertThat(post(PROTOBUF, large).statusCode()).isEqualTo(200);
    assertThat(post(PROTOBUF, new byte[65 << 20]).statusCode()).isEqualTo(413);
  }

  @Test
  void aFullRoadTellsWhenToComeAgain() throws Exception {
    sink.refusal = new SinkReply.Busy(Duration.ofSeconds(3), "the road is full");
    HttpResponse<byte[]> response =
        post(PROTOBUF, new TestTraces(1, false).request(5).toByteArray());
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("retry-after")).hasValue("3");
    sink.refusal = new SinkReply.Unavailable(Duration.ofMillis(100), "the disk is full");
    HttpResponse<byte[]> full = post(PROTOBUF, new TestTraces(1, false).request(5).toByteArray());
    assertThat(full.statusCode()).isEqualTo(503);
    // Zero would tell a sender to come again at once.
    assertThat(full.headers().firstValue("retry-after")).hasValue("1");
  }

  /** What has to come again is not read before; what holds nothing need not come again. */
  @Test
  void aFullRoadIsToldBeforeARequestIsRead() throws Exception {
    byte[] broken = {10, 5, 1};
    byte[] brokenJson = "{\"resourceSpans\":[5]}".getBytes(StandardCharsets.UTF_8);
    sink.early = new SinkReply.Busy(Duration.ofSeconds(3), "the road is full");
    HttpResponse<byte[]> response = post(PROTOBUF, broken);
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("retry-after")).hasValue("3");
    assertThat(post("application/json", brokenJson).statusCode()).isEqualTo(503);
    assertThat(post(PROTOBUF, new byte[0]).statusCode()).isEqualTo(200);
    assertThat(post("application/json", "{}".getBytes(StandardCharsets.UTF_8)).statusCode())
        .isEqualTo(200);
    assertThat(receiver.counts().requests())
        .containsEntry(ReceiverCounts.Way.HTTP_PROTOBUF, 2L)
        .containsEntry(ReceiverCounts.Way.HTTP_JSON, 2L);
    assertThat(receiver.counts().reasons()).isEmpty();
    sink.early = null;
    assertThat(post(PROTOBUF, broken).statusCode()).isEqualTo(400);
    assertThat(post("application/json", brokenJson).statusCode()).isEqualTo(400);
  }

  @Test
  void browsersOfThisMachineMaySendAndOthersMayNot() throws Exception {
    String host = server.addresses().getFirst().toString();
    assertThat(
            raw(
                "OPTIONS /v1/traces HTTP/1.1\r\nHost: "
                    + host
                    + "\r\nOrigin: http://localhost:5173\r\nAccess-Control-Request-Method: POST\r\n"
                    + "Access-Control-Request-Headers: content-type,x-api\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 204")
        .containsIgnoringCase("access-control-allow-origin: http://localhost:5173")
        .containsIgnoringCase("access-control-allow-headers: content-type,x-api")
        .containsIgnoringCase("access-control-allow-credentials: true")
        .containsIgnoringCase("access-control-max-age: 7200")
        .containsIgnoringCase("vary: origin");
    assertThat(
            raw(
                "POST /v1/traces HTTP/1.1\r\nHost: "
                    + host
                    + "\r\nOrigin: https://evil.example\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 403");
    assertThat(raw("GET / HTTP/1.1\r\nHost: rebound.example\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 403");
  }

  @Test
  void pagesOfListedOriginsMaySendToo() throws Exception {
    for (String method : List.of("OPTIONS", "POST")) {
      String head =
          method
              + " /v1/traces HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-protobuf\r\n"
              + "Content-Length: 0\r\nConnection: close\r\nOrigin: https://";
      assertThat(raw(head + "shop.example\r\n\r\n"))
          .startsWith("HTTP/1.1 20")
          .containsIgnoringCase("access-control-allow-origin: https://shop.example\r\n");
      assertThat(raw(head + "shop.example.evil.example\r\n\r\n"))
          .startsWith("HTTP/1.1 403")
          .doesNotContainIgnoringCase("access-control-allow-origin");
    }
  }

  @Test
  void bytesThatAreNoProtocolGetAReadableAnswer() throws Exception {
    assertThat(raw("\u0001\u0002hello")).contains("neither");
    assertThat(raw("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 200")
        .endsWith("OTLP\n");
  }

  private String raw(String bytes) throws IOException {
    try (Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), server.addresses().getFirst().port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      try (InputStream in = socket.getInputStream()) {
        return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
      }
    }
  }
}
