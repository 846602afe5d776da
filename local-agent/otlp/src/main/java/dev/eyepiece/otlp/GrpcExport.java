package dev.eyepiece.otlp;

import dev.eyepiece.net.GrpcBytes;
import dev.eyepiece.net.Peer;
import dev.eyepiece.net.RequestBytes;
import dev.eyepiece.net.RpcStatus;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The export services over gRPC, on bytes. */
final class GrpcExport {
  private static final Metadata.Key<byte[]> DETAILS =
      Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

  static final Metadata.Key<String> VIA =
      Metadata.Key.of(Hops.HEADER, Metadata.ASCII_STRING_MARSHALLER);

  private GrpcExport() {}

  static List<ServerServiceDefinition> services(OtlpReceiver receiver) {
    List<ServerServiceDefinition> services = new ArrayList<>();
    for (ExportKind kind : ExportKind.values()) {
      services.add(
          service(
              kind.service(),
              (once, request) -> {
                if (receiver.takes(kind)) {
                  receiver.take(
                      kind,
                      request,
                      once.via,
                      ReceiverCounts.Way.GRPC,
                      Peer.of(once.call),
                      answer(once, receiver.answerBytes()));
                } else {
                  request.close();
                  once.call.close(
                      Status.UNIMPLEMENTED.withDescription(kind.notTaken()), new Metadata());
                }
              }));
    }
    return services;
  }

  /** Handles the one message of a call. */
  private interface Unary {
    void handle(Once once, RequestBytes request);
  }

  private static ServerServiceDefinition service(String name, Unary unary) {
    MethodDescriptor<RequestBytes, byte[]> export = GrpcBytes.requests(name, "Export");
    ServerCallHandler<RequestBytes, byte[]> handler =
        (call, headers) -> {
          call.request(2);
          return new Once(call, headers.get(VIA), unary);
        };
    return ServerServiceDefinition.builder(name).addMethod(export, handler).build();
  }

  /** Waits for the half close, as a unary call does, then handles the message. */
  private static final class Once extends ServerCall.Listener<RequestBytes> {
    private final ServerCall<RequestBytes, byte[]> call;
    private final @Nullable String via;
    private final Unary unary;
    private @Nullable RequestBytes message;

    /** There were several messages, which was answered. */
    private boolean refused;

    /** To be run when the answer has left; nothing when there is none that says so. */
    private volatile Runnable answered = () -> {};

    Once(ServerCall<RequestBytes, byte[]> call, @Nullable String via, Unary unary) {
      this.call = call;
      this.via = via;
      this.unary = unary;
    }

    @Override
    public void onMessage(RequestBytes request) {
      if (message == null && !refused) {
        message = request;
        return;
      }
      request.close();
      if (!refused) {
        refused = true;
        drop();
        call.close(
            Status.INTERNAL.withDescription("a call with several messages (expected: one)"),
            new Metadata());
      }
    }

    @Override
    public void onHalfClose() {
      RequestBytes request = message;
      if (refused) {
        return;
      }
      if (request == null) {
        call.close(Status.INTERNAL.withDescription("a call without a message"), new Metadata());
      } else {
        message = null;
        unary.handle(this, request);
      }
    }

    /**
     * The status is written to the connection; closing the call only asks for that. A process that
     * ends in between has not answered, and its sender comes again.
     */
    @Override
    public void onComplete() {
      drop();
      answered.run();
    }

    @Override
    public void onCancel() {
      drop();
    }

    /** Gives back a message that nobody has been given. */
    private void drop() {
      RequestBytes request = message;
      message = null;
      if (request != null) {
        request.close();
      }
    }
  }

  private static ExportAnswer answer(Once once, int most) {
    ServerCall<RequestBytes, byte[]> call = once.call;
    return new ExportAnswer() {
      @Override
      public boolean isGone() {
        return call.isCancelled();
      }

      @Override
      public void taken(int rejected, String reason, Runnable answered) {
        synchronized (call) {
          if (call.isCancelled()) {
            return;
          }
          once.answered = answered;
          call.sendHeaders(new Metadata());
          call.sendMessage(Responses.export(rejected, reason, most));
          call.close(Status.OK, new Metadata());
        }
      }

      @Override
      public void busy(Duration retryAfter, String reason) {
        Metadata trailers = new Metadata();
        trailers.put(DETAILS, RpcStatus.retry(Status.Code.UNAVAILABLE.value(), reason, retryAfter));
        call.close(Status.UNAVAILABLE.withDescription(reason), trailers);
      }

      @Override
      public void malformed(String reason) {
        Metadata trailers = new Metadata();
        trailers.put(DETAILS, RpcStatus.badRequest(reason).protobuf());
        call.close(Status.INVALID_ARGUMENT.withDescription(reason), trailers);
      }

      @Override
      public void returned(String reason) {
        Metadata trailers = new Metadata();
        // Others have that status of their own: this one is known by its header.
        trailers.put(VIA, once.via == null ? "" : once.via);
        call.close(Status.FAILED_PRECONDITION.withDescription(reason), trailers);
      }
    };
  }
}
