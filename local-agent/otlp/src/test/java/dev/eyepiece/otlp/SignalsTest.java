package dev.eyepiece.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Message;
import dev.eyepiece.net.GrpcBytes;
import dev.eyepiece.net.HostPort;
import dev.eyepiece.net.NetServer;
import dev.eyepiece.telemetry.OtlpJson;
import dev.eyepiece.telemetry.RecordBatch;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.telemetry.SymbolTable;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.profiles.v1development.ExportProfilesServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each signal over each way in, with the names and numbers that the protocol gives it. */
class SignalsTest {
  private final KeepingSink sink = new KeepingSink();
  private final OtlpReceiver receiver =
      new OtlpReceiver(new RequestDecoder(new SymbolTable()), sink);
  private final HttpClient client = HttpClient.newHttpClient();
  private NetServer server;
  private ManagedChannel channel;

  @BeforeEach
  void open() throws IOException {
    server = TestServer.start(receiver);
    HostPort address = server.addresses().getFirst();
    channel = NettyChannelBuilder.forAddress("127.0.0.1", address.port()).usePlaintext().build();
  }

  @AfterEach
  void close() {
    channel.shutdownNow();
    server.close();
    client.close();
  }

  private static String path(Signal signal) {
    return switch (signal) {
      case TRACES -> "/v1/traces";
      case METRICS -> "/v1/metrics";
      case LOGS -> "/v1/logs";
      case PROFILES -> "/v1development/profiles";
    };
  }

  private static String service(Signal signal) {
    return "opentelemetry.proto.collector."
        + switch (signal) {
          case TRACES -> "trace.v1.TraceService";
          case METRICS -> "metrics.v1.MetricsService";
          case LOGS -> "logs.v1.LogsService";
          case PROFILES -> "profiles.v1development.ProfilesService";
        };
  }

  private static String rejectedField(Signal signal) {
    return switch (signal) {
      case TRACES -> "rejectedSpans";
      case METRICS -> "rejectedDataPoints";
      case LOGS -> "rejectedLogRecords";
      case PROFILES -> "rejectedProfiles";
    };
  }

  private byte[] grpc(Signal signal, byte[] request) {
    return ClientCalls.blockingUnaryCall(
        channel, GrpcBytes.method(service(signal), "Export"), CallOptions.DEFAULT, request);
  }

  private HttpResponse<byte[]> post(Signal signal, String type, byte[] body) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://" + server.addresses().getFirst() + path(signal)))
            .version(HttpClient.Version.HTTP_1_1)
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build(),
        HttpResponse.BodyHandlers.ofByteArray());
  }

  private static byte[] json(Signal signal, byte[] request) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    OtlpJson.write(signal, request, request.length, out);
    return out.toByteArray();
  }

  /** Rejected records and the message, by the generated class of the signal. */
  private static String partial(Signal signal, byte[] response) throws Exception {
    return switch (signal) {
      case TRACES -> {
        var partial = ExportTraceServiceResponse.parseFrom(response).getPartialSuccess();
        yield partial.getRejectedSpans() + " " + partial.getErrorMessage();
      }
      case METRICS -> {
        var partial = ExportMetricsServiceResponse.parseFrom(response).getPartialSuccess();
        yield partial.getRejectedDataPoints() + " " + partial.getErrorMessage();
      }
      case LOGS -> {
        var partial = ExportLogsServiceResponse.parseFrom(response).getPartialSuccess();
        yield partial.getRejectedLogRecords() + " " + partial.getErrorMessage();
      }
      case PROFILES -> {
        var partial = ExportProfilesServiceResponse.parseFrom(response).getPartialSuccess();
        yield partial.getRejectedProfiles() + " " + partial.getErrorMessage();
      }
    };
  }

  @ParameterizedTest
  @EnumSource
  void everyWayTakesTheSignal(Signal signal) throws Exception {
    byte[] request = TestData.request(signal, 5, 0).toByteArray();
    assertThat(grpc(signal, request)).isEmpty();
    HttpResponse<byte[]> protobuf = post(signal, "application/x-protobuf", request);
    assertThat(protobuf.statusCode()).isEqualTo(200);
    assertThat(protobuf.body()).isEmpty();
    HttpResponse<byte[]> json = post(signal, "application/json", json(signal, request));
    assertThat(json.statusCode()).isEqualTo(200);
    assertThat(new String(json.body(), StandardCharsets.UTF_8)).isEqualTo("{}");
    assertThat(sink.batches)
        .extracting(RecordBatch::signal)
        .containsExactly(signal, signal, signal);
    assertThat(sink.batches).extracting(RecordBatch::size).containsExactly(5, 5, 5);
    assertThat(receiver.counts().requests(signal))
        .containsEntry(ReceiverCounts.Way.GRPC, 1L)
        .containsEntry(ReceiverCounts.Way.HTTP_PROTOBUF, 1L)
        .containsEntry(ReceiverCounts.Way.HTTP_JSON, 1L);
    assertThat(receiver.counts().reasons()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void whatIsRejectedIsToldAndTheRestIsTaken(Signal signal) throws Exception {
    Message mixed = TestData.request(signal, 4, 3);
    byte[] request = mixed.toByteArray();
    assertThat(partial(signal, grpc(signal, request))).startsWith("3 ").contains("2 more");
    byte[] body = post(signal, "application/x-protobuf", request).body();
    assertThat(partial(signal, body)).startsWith("3 ").contains("2 more");
    byte[] json = post(signal, "application/json", json(signal, request)).body();
    assertThat(new String(json, StandardCharsets.UTF_8))
        .startsWith(
            "{\"partialSuccess\":{\"" + rejectedField(signal) + "\":\"3\",\"errorMessage\":");
    assertThat(sink.batches).extracting(RecordBatch::size).containsExactly(4, 4, 4);
    assertThat(receiver.counts().rejected(signal)).isEqualTo(9);
    assertThat(receiver.counts().reasons().values()).containsExactly(9L);
  }

  @ParameterizedTest
  @EnumSource
  void aRequestThatIsNoneNamesTheOneThatWasExpected(Signal signal) throws Exception {
    String name = ExportKind.of(signal).request();
    assertThatThrownBy(() -> grpc(signal, new byte[] {10, 5, 1}))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> {
              assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
              assertThat(e.getStatus().getDescription()).startsWith("not an " + name + ": ");
              assertThat(details(e)).contains("type.googleapis.com/google.rpc.BadRequest");
            });
    HttpResponse<byte[]> response = post(signal, "application/json", new byte[] {'['});
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(new String(response.body(), StandardCharsets.UTF_8))
        .startsWith("{\"code\":3,\"message\":\"not an " + name + " in JSON: ")
        .contains("\"details\":[{\"@type\":\"type.googleapis.com/google.rpc.BadRequest\"");
    assertThat(receiver.counts().malformed(signal)).isEqualTo(2);
  }

  /** What goes with a status of gRPC, byte by byte. */
  private static String details(StatusRuntimeException e) {
    Metadata trailers = Objects.requireNonNull(e.getTrailers());
    byte[] details =
        trailers.get(Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER));
    return new String(Objects.requireNonNull(details), StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest
  @EnumSource
  void aFullRoadTellsGrpcSendersWhenToComeAgain(Signal signal) {
    byte[] request = TestData.request(signal, 1, 0).toByteArray();
    for (SinkReply refusal :
        List.of(
            new SinkReply.Busy(Duration.ofSeconds(3), "the road is full"),
            new SinkReply.Unavailable(Duration.ofSeconds(3), "the disk is full"))) {
      sink.refusal = refusal;
      assertThatThrownBy(() -> grpc(signal, request))
          .isInstanceOfSatisfying(
              StatusRuntimeException.class,
              e -> {
                assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
                // The delay is a message of three seconds and no nanoseconds.
                assertThat(details(e))
                    .contains("type.googleapis.com/google.rpc.RetryInfo")
                    .endsWith("\n\4\b\3\20\0");
              });
    }
  }

  /** Clients of gRPC read answers of up to 4 MiB, and the name of the metric is longer. */
  @Test
  void anAnswerIsSmallWhateverCameIn() throws Exception {
    ExportMetricsServiceRequest.Builder metrics = ExportMetricsServiceRequest.newBuilder();
    metrics
        .addResourceMetricsBuilder()
        .addScopeMetricsBuilder()
        .addMetricsBuilder()
        .setName("n".repeat(5 << 20))
        .getGaugeBuilder()
        .addDataPointsBuilder()
        .setTimeUnixNano(-1);
    byte[] request = metrics.build().toByteArray();
    assertThat(partial(Signal.METRICS, grpc(Signal.METRICS, request)))
        .startsWith("1 a time is beyond the year 2262 (metric 'nnn")
        .hasSizeLessThan(4096);
    HttpResponse<byte[]> json =
        post(Signal.METRICS, "application/json", json(Signal.METRICS, request));
    assertThat(json.statusCode()).isEqualTo(200);
    assertThat(json.body()).hasSizeLessThan(4096);
  }

  @ParameterizedTest
  @EnumSource
  void anEmptyRequestIsASuccess(Signal signal) throws Exception {
    assertThat(grpc(signal, new byte[0])).isEmpty();
    assertThat(post(signal, "application/x-protobuf", new byte[0]).statusCode()).isEqualTo(200);
    assertThat(sink.batches).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aSignalThatIsNotKeptIsRefusedForGood(Signal signal) throws Exception {
    sink.signals = Set.of();
    byte[] request = TestData.request(signal, 1, 0).toByteArray();
    assertThatThrownBy(() -> grpc(signal, request))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNIMPLEMENTED));
    HttpResponse<byte[]> response = post(signal, "application/json", json(signal, request));
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(new String(response.body(), StandardCharsets.UTF_8)).contains("this build takes no");
    assertThat(sink.batches).isEmpty();
    assertThat(receiver.counts().notTaken(signal)).isEqualTo(2);
  }

  @Test
  void aProfileWithoutSamplesIsHandedOnForItsOriginal() throws Exception {
    var request =
        io.opentelemetry.proto.collector.profiles.v1development.ExportProfilesServiceRequest
            .newBuilder();
    request
        .addResourceProfilesBuilder()
        .addScopeProfilesBuilder()
        .addProfilesBuilder()
        .setOriginalPayloadFormat("jfr")
        .setOriginalPayload(com.google.protobuf.ByteString.copyFromUtf8("FLR"));
    assertThat(grpc(Signal.PROFILES, request.build().toByteArray())).isEmpty();
    assertThat(sink.batches).hasSize(1);
  }
}
