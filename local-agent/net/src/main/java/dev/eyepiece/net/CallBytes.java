package dev.eyepiece.net;

import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
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

  private static final Metadata.Key<String> USER_AGENT =
      Metadata.Key.of("user-agent", Metadata.ASCII_STRING_MARSHALLER);

  private final Bodies bodies;
  private final Bodies.Body body;
  private final String method;
  private final Peer.Encoding encoding;
  private final LongAdder wire = new LongAdder();
  private final LongAdder decoded = new LongAdder();

  /** Kept until it is known who sent them. */
  private volatile @Nullable Metadata headers;

  private volatile @Nullable Peer peer;
  private volatile @Nullable ServerCall<?, ?> call;
  private volatile boolean refused;
  private volatile String unreadable = "";

  private CallBytes(Bodies bodies, String method, Metadata headers) {
    this.bodies = bodies;
    this.body = bodies.begin(() -> refuse(Bodies.STALLED));
    this.method = method;
    this.encoding = Peer.Encoding.of(headers.get(ENCODING));
    this.headers = headers;
  }

  static Factory factory(Bodies bodies) {
    return new Factory() {
      @Override
      public ServerStreamTracer newServerStreamTracer(String method, Metadata headers) {
        return new CallBytes(bodies, method, headers);
      }
    };
  }

  /** Those of the call that is being started on this thread. */
  static CallBytes of(ServerCall<?, ?> call) {
    CallBytes bytes = OF_CALL.get();
    bytes.call = call;
    return bytes;
  }

  /** Keeps why the message of the call that this thread is in cannot be decompressed. */
  static void unreadable(String reason) {
    CallBytes bytes = OF_CALL.get();
    if (bytes != null) {
      bytes.unreadable = reason;
    }
  }

  /** Answers a call whose message cannot be decompressed (OTLP specification, "Bad Data"). */
  void refuseUnreadable(ServerCall<?, ?> started) {
    String reason = "the message cannot be decompressed: " + unreadable;
    Metadata trailers = new Metadata();
    trailers.put(DETAILS, RpcStatus.badRequest(reason).protobuf());
    started.close(Status.INVALID_ARGUMENT.withDescription(reason), trailers);
  }

  @Override
  public Context filterContext(Context context) {
    return context.withValue(OF_CALL, this);
  }

  @Override
  public void serverCallStarted(ServerCallInfo<?, ?> started) {
    Peer sender = Peer.of(started.getAttributes());
    Metadata sent = headers;
    headers = null;
    if (sender != null) {
      peer = sender;
      sender.requested();
      if (sent != null && sender.wantsUserAgent()) {
        sender.userAgent(sent.get(USER_AGENT));
      }
    }
  }

  @Override
  public void inboundWireSize(long bytes) {
    wire.add(bytes);
    body.came(bytes);
    add(bytes);
  }

  /** Of a message that is not compressed the same bytes have been counted. */
  @Override
  public void inboundUncompressedSize(long bytes) {
    decoded.add(bytes);
    if (encoding != Peer.Encoding.NONE) {
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

  /** The message has been copied out of the network's buffers. */
  void copied(long bytes) {
    body.copied(bytes);
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
    bodies.rest().passed(decoded.sum());
    Peer sender = peer;
    if (sender == null) {
      return;
    }
    if (wire.sum() > 0) {
      sender.received(encoding, wire.sum(), decoded.sum());
    }
    // One that its sender gave up is no refusal.
    if (!status.isOk() && status.getCode() != Status.Code.CANCELLED) {
      sender.refused(
          kind(status.getCode()),
          status.getCode().name(),
          method,
          status.getDescription() == null ? "" : status.getDescription());
    }
  }

  private static Refusal.Kind kind(Status.Code code) {
    return switch (code) {
      case UNAVAILABLE -> Refusal.Kind.BUSY;
      case INVALID_ARGUMENT -> Refusal.Kind.MALFORMED;
      default -> Refusal.Kind.REFUSED;
    };
  }
}
