package dev.eyepiece.otlp;

import dev.eyepiece.net.Route;
import dev.eyepiece.telemetry.MalformedOtlpException;
import io.grpc.ServerServiceDefinition;
import java.util.ArrayList;
import java.util.List;

/**
 * OTLP in, over gRPC and over HTTP in protobuf and JSON (OTLP specification 1.11): decodes,
 * validates, hands on to the sink and answers when the sink has.
 */
public final class OtlpReceiver {
  /**
   * What this build says to the signals that it does not take; no sender tries such a request
   * again.
   */
  static final String TRACES_ONLY = "this build takes traces only";

  private static final List<String> OTHER_PATHS =
      List.of("/v1/metrics", "/v1/logs", "/v1development/profiles");

  private final RequestDecoder decoder;
  private final TelemetrySink sink;
  private final ReceiverCounts counts = new ReceiverCounts();

  public OtlpReceiver(RequestDecoder decoder, TelemetrySink sink) {
    this.decoder = decoder;
    this.sink = sink;
  }

  public ReceiverCounts counts() {
    return counts;
  }

  /** The gRPC services, to be put on a port. */
  public List<ServerServiceDefinition> services() {
    return GrpcExport.services(this);
  }

  /** The HTTP routes, to be put on a port. */
  public List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    HttpExport http = new HttpExport(this);
    routes.add(new Route("POST", "/v1/traces", false, http::traces));
    for (String path : OTHER_PATHS) {
      routes.add(new Route("POST", path, false, http::otherSignal));
    }
    return List.copyOf(routes);
  }

  /**
   * Takes the protobuf bytes of a trace request; the answer gets exactly one call, on any thread.
   */
  void take(byte[] request, ReceiverCounts.Way way, ExportAnswer answer) {
    counts.came(way);
    RequestDecoder.Decoded decoded;
    try {
      decoded = decoder.decode(request, request.length);
    } catch (MalformedOtlpException e) {
      counts.malformed("not an ExportTraceServiceRequest: " + e.getMessage());
      answer.malformed("not an ExportTraceServiceRequest: " + e.getMessage());
      return;
    }
    counts.rejected(decoded.rejected(), decoded.reason());
    if (decoded.batch().size() == 0) {
      answer.taken(decoded.rejected(), decoded.reason(), () -> {});
      return;
    }
    sink.take(
        decoded.batch(),
        reply -> {
          switch (reply) {
            case SinkReply.Taken taken ->
                answer.taken(decoded.rejected(), decoded.reason(), taken.answered());
            case SinkReply.Busy busy -> answer.busy(busy.retryAfter(), busy.reason());
            case SinkReply.Unavailable gone -> answer.busy(gone.retryAfter(), gone.reason());
          }
        });
  }

  /** A JSON body that never became a request. */
  void malformedJson(String reason) {
    counts.came(ReceiverCounts.Way.HTTP_JSON);
    counts.malformed(reason);
  }

  void refuseOtherSignal() {
    counts.otherSignal();
  }
}
