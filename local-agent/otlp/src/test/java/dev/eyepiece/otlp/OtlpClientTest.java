package dev.eyepiece.otlp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eyepiece.net.HostPort;
import dev.eyepiece.net.NetLimits;
import dev.eyepiece.net.NetServer;
import dev.eyepiece.net.Port;
import dev.eyepiece.net.RpcStatus;
import dev.eyepiece.net.Tls;
import dev.eyepiece.telemetry.RecordBatch;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.telemetry.SymbolTable;
import io.grpc.Server;
import io.grpc.Status;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client sends, and what it makes of the answers, over real sockets. */
class OtlpClientTest {
  private static final byte[] EMPTY = new byte[0];

  private static final String SELF = "00000000000000aa";

  private final KeepingSink sink = new KeepingSink();

  private static ExportResult send(ExportTarget target, Signal signal, byte[] request)
      throws Exception {
    try (OtlpClient client = OtlpClient.of(target, ForkJoinPool.commonPool())) {
      return client.send(signal, request).get(60, TimeUnit.SECONDS);
    }
  }

  private NetServer receiver(@Nullable String token, @Nullable Tls tls) throws IOException {
    OtlpReceiver receiver =
        new OtlpReceiver(
            new RequestDecoder(new SymbolTable()), sink, OtlpReceiver.ANSWER_BYTES, SELF);
    return NetServer.start(
        List.of(
            new Port(
                HostPort.parse("127.0.0.1:0"),
                "OTLP",
                receiver.services(),
                receiver.routes(),
                List.of(),
                List.of(),
                token,
                tls)),
        NetLimits.DEFAULT,
        2);
  }

  private static ExportTarget target(NetServer server, ExportTarget.Protocol protocol, String tls) {
    boolean grpc = protocol == ExportTarget.Protocol.GRPC;
    String at = (grpc ? "grpc" : "http") + tls + "://127.0.0.1:" + server.addresses().get(0).port();
    return ExportTarget.of(OtlpAddress.parse(at))
        .withProtocol(protocol)
        .withTimeout(Duration.ofSeconds(30));
  }

  static Stream<ExportTarget.Protocol> protocols() {
    return Stream.of(ExportTarget.Protocol.values());
  }

  static Stream<Object[]> ways() {
    return protocols()
        .flatMap(protocol ->
            Stream.of(ExportTarget.Compression.values())
                .map(compression -> new Object[] {protocol, compression}));
  }

  @ParameterizedTest
  @MethodSource("ways")
  void everySignalArrivesAsItIs(
      ExportTarget.Protocol protocol, ExportTarget.Compression compression) throws Exception {
    try (NetServer server = receiver("the token", null)) {
      ExportTarget target =
          target(server, protocol, "")
              .withCompression(compression)
              .withHeaders(Map.of("Authorization", "Bearer the token"));
      for (Signal signal : Signal.values()) {
        byte[] request = TestData.request(signal, 40, 0).toByteArray();
        assertThat(send(target, signal, request)).isEqualTo(ExportResult.Taken.WHOLE);
        RecordBatch came = sink.batches.getLast();
        assertThat(came.signal()).isEqualTo(signal);
        assertThat(came.size()).isEqualTo(40);
        if (protocol != ExportTarget.Protocol.HTTP_JSON) {
          assertThat(came.bytes()).startsWith(request);
          assertThat(came.length()).isEqualTo(request.length);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("protocols")
  void whatIsRejectedIsCountedAndTheReasonIsKept(ExportTarget.Protocol protocol) throws Exception {
    try (NetServer server = receiver(null, null)) {
      byte[] request = TestData.request(Signal.TRACES, 3, 2).toByteArray();
      assertThat(send(target(server, protocol, ""), Signal.TRACES, request))
          .isInstanceOfSatisfying(
              ExportResult.Taken.class,
              taken -> {
                assertThat(taken.rejected()).isEqualTo(2);
                assertThat(taken.message()).contains("end");
              });
    }
  }

  @ParameterizedTest
  @MethodSource("protocols")
  void aFullReceiverSaysWhenToComeAgain(ExportTarget.Protocol protocol) throws Exception {
    sink.refusal = new SinkReply.Busy(Duration.ofSeconds(7), "the road is full");
    try (NetServer server = receiver(null, null)) {
      byte[] request = TestData.request(Signal.LOGS, 1, 0).toByteArray();
      assertThat(send(target(server, protocol, ""), Signal.LOGS, request))
          .isInstanceOfSatisfying(
              ExportResult.Later.class,
              later -> {
                assertThat(later.delay()).isEqualTo(Duration.ofSeconds(7));
                assertThat(later.reached()).isTrue();
                assertThat(later.reason()).contains("the road is full");
              });
    }
  }

  @ParameterizedTest
  @MethodSource("protocols")
  void bytesThatAreNoRequestAreRefusedForGood(ExportTarget.Protocol protocol) throws Exception {
    try (NetServer server = receiver(null, null)) {
      byte[] broken = {(byte) 0x0a, 100, 1, 2};
      assertThat(send(target(server, protocol, ""), Signal.TRACES, broken))
          .isInstanceOf(ExportResult.Refused.class);
    }
  }

  @ParameterizedTest
  @MethodSource("protocols")
  void aRequestThatWentOnFromThereIsNotTakenASecondTime(ExportTarget.Protocol protocol)
      throws Exception {
    Hops others = Hops.NONE.with("00000000000000bb").with("00000000000000cc");
    Hops most = Hops.NONE;
    while (!most.isTooLong()) {
      most = most.with("00000000000000bb");
    }
    byte[] request = TestData.request(Signal.LOGS, 3, 0).toByteArray();
    try (NetServer server = receiver(null, null);
        OtlpClient client =
            OtlpClient.of(target(server, protocol, ""), ForkJoinPool.commonPool())) {
      assertThat(client.send(Signal.LOGS, request, others).get(60, TimeUnit.SECONDS))
          .isEqualTo(ExportResult.Taken.WHOLE);
      assertThat(client.send(Signal.LOGS, request, others.with(SELF)).get(60, TimeUnit.SECONDS))
          .isInstanceOfSatisfying(
              ExportResult.Returned.class,
              returned -> assertThat(returned.reason()).contains("went on from here"));
      assertThat(client.send(Signal.LOGS, request, most).get(60, TimeUnit.SECONDS))
          .isInstanceOfSatisfying(
              ExportResult.Refused.class,
              refused -> assertThat(refused.reason()).contains("x-eyepiece-via", "at most 16"));
      assertThat(sink.batches).hasSize(1);
    }
  }

  @ParameterizedTest
  @MethodSource("protocols")
  void aWrongTokenIsRefusedForGoodAndTheTokenIsNotSaid(ExportTarget.Protocol protocol)
      throws Exception {
    try (NetServer server = receiver("the token", null)) {
      ExportTarget target =
          target(server, protocol, "").withHeaders(Map.of("authorization", "Bearer hush-hush"));
      ExportResult result = send(target, Signal.TRACES, EMPTY);
      assertThat(result).isInstanceOf(ExportResult.Refused.class);
      assertThat(result + " " + target).doesNotContain("hush").contains("authorization");
    }
  }

  @ParameterizedTest
  @CsvSource({"grpc", "http"})
  void whereNothingListensNothingIsReached(String scheme) throws Exception {
    int free;
    try (NetServer server = receiver(null, null)) {
      free = server.addresses().get(0).port();
    }
    assertThat(
            send(
                ExportTarget.of(OtlpAddress.parse(scheme + "://127.0.0.1:" + free)),
                Signal.TRACES,
                EMPTY))
        .isInstanceOfSatisfying(
            ExportResult.Later.class,
            later -> {
              assertThat(later.reached()).isFalse();
              assertThat(later.delay()).isNull();
            });
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 502, 503, 504})
  void theseStatusesMayBeRepeated(int status) throws Exception {
    try (ScriptedUpstream upstream = new ScriptedUpstream()) {
      upstream.status = status;
      upstream.answerHeaders = Map.of("Retry-After", "3");
      assertThat(send(ExportTarget.of(upstream.address()), Signal.METRICS, EMPTY))
          .isInstanceOfSatisfying(
              ExportResult.Later.class,
              later -> assertThat(later.delay()).isEqualTo(Duration.ofSeconds(3)));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 400, 401, 404, 413, 500, 501})
  void theseStatusesAreFinal(int status) throws Exception {
    try (ScriptedUpstream upstream = new ScriptedUpstream()) {
      upstream.status = status;
      upstream.body = RpcStatus.of(status, "as it is").protobuf();
      upstream.answerHeaders = Map.of("Location", "http://127.0.0.1:1/elsewhere");
      assertThat(send(ExportTarget.of(upstream.address()), Signal.METRICS, EMPTY))
          .isInstanceOfSatisfying(
              ExportResult.Refused.class,
              refused -> assertThat(refused.reason()).contains("status " + status, "as it is"));
    }
  }

  @Test
  void retryAfterMayBeADate() throws Exception {
    try (ScriptedUpstream upstream = new ScriptedUpstream()) {
      upstream.status = 503;
      upstream.answerHeaders =
          Map.of(
              "Retry-After",
              DateTimeFormatter.RFC_1123_DATE_TIME.format(
                  Instant.now().plusSeconds(3_600).atOffset(ZoneOffset.UTC)));
      assertThat(send(ExportTarget.of(upstream.address()), Signal.TRACES, EMPTY))
          .isInstanceOfSatisfying(
              ExportResult.Later.class,
              later ->
                  assertThat(later.delay()).isBetween(Duration.ofMinutes(50), Duration.ofHours(1)));
    }
  }

  @Test
  void aReceiverThatNeverAnswersIsGivenUp() throws Exception {
    try (ScriptedUpstream upstream = new ScriptedUpstream()) {
      upstream.silent = true;
      assertThat(
              send(
                  ExportTarget.of(upstream.address()).withTimeout(Duration.ofMillis(200)),
                  Signal.TRACES,
                  EMPTY))
          .isInstanceOfSatisfying(
              ExportResult.Later.class,
              later -> assertThat(later.reason()).contains("did not answer within 200 ms"));
    }
  }

  @Test
  void aLongAnswerIsReadOverAndItsTextIsCut() throws Exception {
    try (ScriptedUpstream upstream = new ScriptedUpstream()) {
      upstream.status = 400;
      upstream.body = "x\n".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
      assertThat(send(ExportTarget.of(upstream.address()), Signal.TRACES, EMPTY))
          .isInstanceOfSatisfying(
              ExportResult.Refused.class,
              refused -> assertThat(refused.reason()).hasSizeLessThan(700).doesNotContain("\n"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "CANCELLED, true",
    "DEADLINE_EXCEEDED, true",
    "ABORTED, true",
    "OUT_OF_RANGE, true",
    "UNAVAILABLE, true",
    "DATA_LOSS, true",
    "RESOURCE_EXHAUSTED, false",
    "INVALID_ARGUMENT, false",
    "UNAUTHENTICATED, false",
    "PERMISSION_DENIED, false",
    "UNIMPLEMENTED, false",
    "INTERNAL, false",
    "UNKNOWN, false"
  })
  void codesOfGrpcAreRepeatedAsTheSpecificationSays(Status.Code code, boolean again)
      throws Exception {
    Server server = ScriptedUpstream.grpc(code.toStatus().withDescription("because"), EMPTY);
    try {
      ExportTarget target =
          ExportTarget.of(OtlpAddress.parse("grpc://127.0.0.1:" + server.getPort()));
      ExportResult result = send(target, Signal.TRACES, EMPTY);
      assertThat(result)
          .isInstanceOf(again ? ExportResult.Later.class : ExportResult.Refused.class);
      assertThat(result.toString()).contains(code.name(), "because");
    } finally {
      server.shutdownNow();
    }
  }

  /** Such as a proxy says by itself while what is behind it is away. */
  @Test
  void whatIsNoAnswerOfGrpcRefusesNothingForGood() throws Exception {
    try (ServerSocket proxy = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      Thread.ofVirtual()
          .start(() -> {
            try (Socket socket = proxy.accept()) {
              byte[] page =
                  "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n".getBytes(US_ASCII);
              socket.getOutputStream().write(page);
              socket.getInputStream().readAllBytes();
            } catch (IOException gone) {
              // Its client has seen enough.
              assertThat(proxy.isBound()).isTrue();
            }
          });
      ExportTarget target =
          ExportTarget.of(OtlpAddress.parse("grpc://127.0.0.1:" + proxy.getLocalPort()));
      assertThat(send(target, Signal.TRACES, EMPTY)).isInstanceOf(ExportResult.Later.class);
    }
  }

  @Test
  void anExhaustedReceiverThatNamesATimeIsAskedAgainThen() throws Exception {
    byte[] details =
        RpcStatus.retry(Status.Code.RESOURCE_EXHAUSTED.value(), "slow", Duration.ofMillis(2_500));
    Server server = ScriptedUpstream.grpc(Status.RESOURCE_EXHAUSTED, details);
    try {
      ExportTarget target =
          ExportTarget.of(OtlpAddress.parse("grpc://127.0.0.1:" + server.getPort()));
      assertThat(send(target, Signal.TRACES, EMPTY))
          .isInstanceOfSatisfying(
              ExportResult.Later.class,
              later -> assertThat(later.delay()).isEqualTo(Duration.ofMillis(2_500)));
    } finally {
      server.shutdownNow();
    }
  }

  @ParameterizedTest
  @MethodSource("protocols")
  void tlsIsCheckedUnlessToldNotTo(ExportTarget.Protocol protocol, @TempDir Path folder)
      throws Exception {
    TestCertificate own = TestCertificate.make(folder, "upstream");
    try (NetServer server = receiver(null, new Tls(own.chain(), own.key()))) {
      ExportTarget target = target(server, protocol, "s");
      byte[] request = TestData.request(Signal.TRACES, 1, 0).toByteArray();
      assertThat(send(target, Signal.TRACES, request)).isInstanceOf(ExportResult.Later.class);
      assertThat(sink.batches).isEmpty();
      assertThat(send(target.withTls(trusting(own)), Signal.TRACES, request))
          .isEqualTo(ExportResult.Taken.WHOLE);
      var unchecked = new ExportTarget.TrustFiles(null, null, null, true);
      assertThat(send(target.withTls(unchecked), Signal.TRACES, request))
          .isEqualTo(ExportResult.Taken.WHOLE);
    }
  }

  private static ExportTarget.TrustFiles trusting(TestCertificate own) {
    return new ExportTarget.TrustFiles(own.chain(), null, null, false);
  }

  @Test
  void aReceiverThatWantsACertificateIsShownOne(@TempDir Path folder) throws Exception {
    TestCertificate own = TestCertificate.make(folder, "upstream");
    TestCertificate mine = TestCertificate.make(folder, "client");
    Server server = ScriptedUpstream.grpc(own, mine);
    try {
      ExportTarget target =
          ExportTarget.of(OtlpAddress.parse("grpcs://127.0.0.1:" + server.getPort()));
      assertThat(send(target.withTls(trusting(own)), Signal.TRACES, EMPTY))
          .isInstanceOf(ExportResult.Later.class);
      var mutual = new ExportTarget.TrustFiles(own.chain(), mine.chain(), mine.key(), false);
      assertThat(send(target.withTls(mutual), Signal.TRACES, EMPTY))
          .isEqualTo(ExportResult.Taken.WHOLE);
    } finally {
      server.shutdownNow();
    }
  }

  @Test
  void filesThatCannotBeUsedAreNamed(@TempDir Path folder) throws Exception {
    Path none = Files.writeString(folder.resolve("none.pem"), "nothing");
    Path missing = folder.resolve("missing.pem");
    for (Path file : List.of(none, missing)) {
      for (String scheme : List.of("https", "grpcs")) {
        ExportTarget target =
            ExportTarget.of(OtlpAddress.parse(scheme + "://127.0.0.1:1"))
                .withTls(new ExportTarget.TrustFiles(file, null, null, false));
        assertThatThrownBy(() -> OtlpClient.of(target, ForkJoinPool.commonPool()))
            .isInstanceOf(IOException.class)
            .hasMessageContaining(file.toString());
      }
    }
  }

  @Test
  void headersThatWouldBreakTheRequestAreRefusedWithoutTheirValue() {
    ExportTarget target = ExportTarget.of(OtlpAddress.parse("http://127.0.0.1:1"));
    assertThatThrownBy(() -> target.withHeaders(Map.of("x", "hush\r\ny: z")))
        .hasMessageContaining("the header x")
        .hasMessageNotContaining("hush");
    assertThatThrownBy(() -> target.withHeaders(Map.of("x y", "z")))
        .hasMessageContaining("'x y' is no name of a header");
  }
}
