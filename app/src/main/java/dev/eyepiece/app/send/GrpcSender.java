package dev.eyepiece.app.send;

import static java.util.Objects.requireNonNull;

import dev.eyepiece.telemetry.Signal;
import io.grpc.CallOptions;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** OTLP/gRPC with gzip; requests and answers stay bytes. */
public final class GrpcSender implements Sender {
  /** Those that OTLP lets a client repeat and that a moment may cure. */
  private static final Set<Status.Code> RETRYABLE =
      Set.of(
          Status.Code.UNAVAILABLE,
          Status.Code.ABORTED,
          Status.Code.CANCELLED,
          Status.Code.DATA_LOSS);

  private static final Metadata.Key<byte[]> DETAILS =
      Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);
  private static final int DEADLINE_SECONDS = 60;

  private static final MethodDescriptor.Marshaller<byte[]> BYTES =
      new MethodDescriptor.Marshaller<>() {
        @Override
        public InputStream stream(byte[] value) {
          return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
          try {
            return stream.readAllBytes();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        }
      };

  private final Map<Signal, MethodDescriptor<byte[], byte[]>> exports = new EnumMap<>(Signal.class);
  private final ManagedChannel channel;
  private final io.grpc.Channel calls;
  private final URI endpoint;

  /**
   * @param endpoint {@code https} for TLS, {@code http} for none
   * @param token a bearer token for receivers that want one
   */
  public GrpcSender(URI endpoint, @Nullable String token) {
    this.endpoint = endpoint;
    for (Signal signal : Signal.values()) {
      exports.put(
          signal,
          MethodDescriptor.newBuilder(BYTES, BYTES)
              .setType(MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(Export.of(signal).service() + "/Export")
              .build());
    }
    NettyChannelBuilder builder =
        NettyChannelBuilder.forAddress(endpoint.getHost(), endpoint.getPort());
    if (!endpoint.getScheme().equals("https")) {
      builder.usePlaintext();
    }
    channel = builder.build();
    Metadata headers = new Metadata();
    if (token != null) {
      headers.put(
          Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token);
    }
    calls =
        ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  @Override
  public Reply send(Signal signal, byte[] request) throws IOException, InterruptedException {
    MethodDescriptor<byte[], byte[]> export = requireNonNull(exports.get(signal));
    for (int tries = 1; ; tries++) {
      try {
        return ExportReply.read(
            ClientCalls.blockingUnaryCall(
                calls,
                export,
                CallOptions.DEFAULT
                    .withCompression("gzip")
                    .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS),
                request));
      } catch (StatusRuntimeException e) {
        Status status = e.getStatus();
        Duration asked = asked(e);
        // An exhausted receiver that names no time does not want the request again.
        boolean again =
            RETRYABLE.contains(status.getCode())
                || (status.getCode() == Status.Code.RESOURCE_EXHAUSTED && asked != null);
        if (!again || tries == Retries.TRIES) {
          String text = status.getDescription() == null ? "" : ": " + status.getDescription();
          throw new IOException(
              endpoint.getAuthority() + " answered " + status.getCode() + text, e);
        }
        Thread.sleep(Retries.pause(asked, tries));
      }
    }
  }

  private static @Nullable Duration asked(StatusRuntimeException e) {
    Metadata trailers = e.getTrailers();
    byte[] details = trailers == null ? null : trailers.get(DETAILS);
    return details == null ? null : ExportReply.retryDelay(details);
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
