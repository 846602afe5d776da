package dev.eyepiece.net;

import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Counts the bytes of one gRPC call as they come, before the message is whole: grpc-java bounds a
 * message and not all of them together. A call that finds no room is answered {@code UNAVAILABLE}
 * with {@code RetryInfo} (OTLP specification, "OTLP/gRPC Throttling").
 */
final class CallBytes extends ServerStreamTracer {
  private static final Context.Key<CallBytes> OF_CALL = Context.key("eyepiece-call-bytes");
  private static final Metadata.Key<byte[]> DETAILS =
      Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);
  private static final Metadata.Key<String> ENCODING =
      Metadata.Key.of("grpc-encoding", Metadata.ASCII_STRING_MARSHALLER);

  private final Bodies.Body body;
  private final boolean compressed;
  private volatile @Nullable ServerCall<?, ?> call;
  private volatile boolean refused;

  private CallBytes(Bodies bodies, boolean compressed) {
    this.body = bodies.begin(() -> refuse(Bodies.STALLED));
    this.compressed = compressed;
  }

  static Factory factory(Bodies bodies) {
    return new Factory() {
      @Override
      public ServerStreamTracer newServerStreamTracer(String method, Metadata headers) {
        String encoding = headers.get(ENCODING);
        return new CallBytes(bodies, encoding != null && !encoding.equals("identity"));
      }
    };
  }

  /** Those of the call that is being started on this thread. */
  static CallBytes of(ServerCall<?, ?> call) {
    CallBytes bytes = OF_CALL.get();
    bytes.call = call;
    return bytes;
  }

  @Override
  public Context filterContext(Context context) {
    return context.withValue(OF_CALL, this);
  }

  @Override
  public void inboundWireSize(long bytes) {
    add(bytes);
  }

  /** Of a message that is not compressed the same bytes have been counted. */
  @Override
  public void inboundUncompressedSize(long bytes) {
    if (compressed) {
      add(bytes);
    }
  }

  private void add(long bytes) {
    if (!refused && !body.add(bytes)) {
      refuse(Bodies.NO_ROOM);
    }
  }

  private void refuse(String reason) {
    refused = true;
    ServerCall<?, ?> started = call;
    if (started == null) {
      return;
    }
    Metadata trailers = new Metadata();
    trailers.put(
        DETAILS,
        RpcStatus.retry(
            Status.Code.UNAVAILABLE.value(), reason, Duration.ofSeconds(Bodies.RETRY_SECONDS)));
    synchronized (started) {
      started.close(Status.UNAVAILABLE.withDescription(reason), trailers);
    }
  }

  /** Whether the call has been answered because there was no room for it. */
  boolean isRefused() {
    return refused;
  }

  /** The message is whole; false when the call has been answered already. */
  boolean received() {
    return body.received() && !refused;
  }

  @Override
  public void streamClosed(Status status) {
    body.close();
  }
}
