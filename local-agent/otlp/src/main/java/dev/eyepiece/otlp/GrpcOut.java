package dev.eyepiece.otlp;

import com.github.luben.zstd.ZstdOutputStream;
import dev.eyepiece.net.GrpcBytes;
import dev.eyepiece.telemetry.PerSignal;
import dev.eyepiece.telemetry.Signal;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Codec;
import io.grpc.Compressor;
import io.grpc.CompressorRegistry;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** OTLP over gRPC; requests and answers stay bytes. */
final class GrpcOut implements OtlpClient {
  private static final Metadata.Key<byte[]> DETAILS =
      Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

  private final PerSignal<MethodDescriptor<byte[], byte[]>> exports =
      new PerSignal<>(signal -> GrpcBytes.method(ExportKind.of(signal).service(), "Export"));
  private final ExportTarget target;
  private final Executor executor;
  private final ManagedChannel channel;
  private final CallOptions options;

  GrpcOut(ExportTarget target, Executor executor) throws IOException {
    this.target = target;
    this.executor = executor;
    URI uri = target.address().uri();
    NettyChannelBuilder builder = NettyChannelBuilder.forAddress(host(uri), uri.getPort());
    if (uri.getScheme().equals("https")) {
      builder.sslContext(ClientTls.grpc(target.tls()));
    } else {
      builder.usePlaintext();
    }
    CompressorRegistry compressors = CompressorRegistry.newEmptyInstance();
    compressors.register(new Codec.Gzip());
    compressors.register(new ZstdCompressor());
    channel = builder.executor(executor).compressorRegistry(compressors).disableRetry().build();
    options =
        target.compression() == ExportTarget.Compression.NONE
            ? CallOptions.DEFAULT
            : CallOptions.DEFAULT.withCompression(
                target.compression().name().toLowerCase(Locale.ROOT));
  }

  /** Without the brackets that a URI has around an address of IPv6. */
  private static String host(URI uri) {
    String host = uri.getHost();
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  @Override
  public CompletableFuture<ExportResult> send(Signal signal, byte[] request, Hops hops) {
    CompletableFuture<ExportResult> result = new CompletableFuture<>();
    // A request is compressed by whoever sends its message.
    executor.execute(() -> start(signal, request, hops, result));
    return result;
  }

  private void start(
      Signal signal, byte[] request, Hops hops, CompletableFuture<ExportResult> result) {
    try {
      if (channel.getState(false) == ConnectivityState.TRANSIENT_FAILURE) {
        // Its own wait grows to two minutes; who sends has waited by its own rules.
        channel.resetConnectBackoff();
      }
      ClientCall<byte[], byte[]> call =
          channel.newCall(
              exports.get(signal),
              options.withDeadlineAfter(target.timeout().toNanos(), TimeUnit.NANOSECONDS));
      call.start(new Answer(result), headers(hops));
      call.request(1);
      call.sendMessage(request);
      call.halfClose();
    } catch (RuntimeException | Error e) {
      // An error too: nobody else would tell that there is no answer to come.
      result.complete(new ExportResult.Later(ExportReply.shown(String.valueOf(e)), null, false));
    }
  }

  private Metadata headers(Hops hops) {
    Metadata headers = new Metadata();
    target
        .headers()
        .forEach((name, value) ->
            headers.put(
                Metadata.Key.of(name.toLowerCase(Locale.ROOT), Metadata.ASCII_STRING_MARSHALLER),
                value));
    if (!hops.isEmpty()) {
      headers.put(GrpcExport.VIA, hops.text());
    }
    return headers;
  }

  private final class Answer extends ClientCall.Listener<byte[]> {
    private final CompletableFuture<ExportResult> result;
    private byte @Nullable [] message;

    Answer(CompletableFuture<ExportResult> result) {
      this.result = result;
    }

    @Override
    public void onMessage(byte[] response) {
      message = response;
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      byte[] response = message;
      result.complete(
          status.isOk()
              ? ExportReply.read(response == null ? new byte[0] : response)
              : failed(status, trailers));
    }
  }

  /** OTLP specification 1.11, "Failures": which codes may be repeated. */
  private ExportResult failed(Status status, Metadata trailers) {
    byte[] details = trailers.get(DETAILS);
    Duration asked = details == null ? null : ExportReply.retryDelay(details);
    boolean again =
        switch (status.getCode()) {
          case CANCELLED, DEADLINE_EXCEEDED, ABORTED, OUT_OF_RANGE, UNAVAILABLE, DATA_LOSS -> true;
          // An exhausted receiver that names no time does not want the request again.
          case RESOURCE_EXHAUSTED -> asked != null;
          // What has a cause was not answered: it failed on this side, or on the way.
          default -> status.getCause() != null;
        };
    String text =
        status.getDescription() == null ? "" : ": " + ExportReply.shown(status.getDescription());
    String reason = target.address().uri().getAuthority() + " answered " + status.getCode() + text;
    if (status.getCode() == Status.Code.FAILED_PRECONDITION
        && trailers.containsKey(GrpcExport.VIA)) {
      return new ExportResult.Returned(reason);
    }
    // Of a connection that was not made there is a cause; an answer has none.
    return again
        ? new ExportResult.Later(reason, asked, status.getCause() == null)
        : new ExportResult.Refused(reason);
  }

  /** {@code grpc-encoding: zstd}. */
  private record ZstdCompressor() implements Compressor {
    @Override
    public String getMessageEncoding() {
      return "zstd";
    }

    @Override
    public OutputStream compress(OutputStream out) throws IOException {
      return new ZstdOutputStream(out);
    }
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
