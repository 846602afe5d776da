package dev.eyepiece.otlp;

import dev.eyepiece.telemetry.MalformedOtlpException;
import dev.eyepiece.telemetry.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** OTLP over HTTP, in protobuf or JSON. Redirects are not followed: headers may be secrets. */
final class HttpOut implements OtlpClient {
  private final ExportTarget target;
  private final Executor executor;
  private final HttpClient http;

  HttpOut(ExportTarget target, Executor executor) throws IOException {
    this.target = target;
    this.executor = executor;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(target.timeout())
            .executor(executor);
    if (target.address().uri().getScheme().equals("https")) {
      builder.sslContext(ClientTls.http(target.tls()));
    }
    http = builder.build();
  }

  @Override
  public CompletableFuture<ExportResult> send(Signal signal, byte[] request, Hops hops) {
    return CompletableFuture.supplyAsync(() -> message(signal, request, hops), executor)
        .thenCompose(this::call)
        .thenApply(this::result)
        .exceptionally(this::failed);
  }

  private HttpRequest message(Signal signal, byte[] request, Hops hops) {
    byte[] body;
    try {
      body = PackedBody.of(target, signal, request);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (MalformedOtlpException e) {
      throw new Unfit("it cannot be written as JSON: " + e.getMessage(), e);
    }
    HttpRequest.Builder message =
        HttpRequest.newBuilder(target.address().uri(signal))
            .timeout(target.timeout())
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    target.headers().forEach(message::setHeader);
    if (!hops.isEmpty()) {
      message.setHeader(Hops.HEADER, hops.text());
    }
    message.setHeader("Content-Type", PackedBody.contentType(target.protocol()));
    if (target.compression() != ExportTarget.Compression.NONE) {
      message.setHeader("Content-Encoding", target.compression().name().toLowerCase(Locale.ROOT));
    }
    return message.build();
  }

  /** The request's own timeout ends with the head of the answer, whose rest may never come. */
  private CompletableFuture<HttpResponse<byte[]>> call(HttpRequest message) {
    CompletableFuture<HttpResponse<byte[]>> call = http.sendAsync(message, _ -> new HeadOfBody());
    return call.copy()
        .orTimeout(target.timeout().toMillis() + 100, TimeUnit.MILLISECONDS)
        .whenComplete((response, failure) -> {
          if (failure != null) {
            call.cancel(true);
          }
        });
  }

  private ExportResult result(HttpResponse<byte[]> response) {
    int status = response.statusCode();
    boolean json = target.protocol() == ExportTarget.Protocol.HTTP_JSON;
    if (status >= 200 && status < 300) {
      return json ? JsonReply.read(response.body()) : ExportReply.read(response.body());
    }
    boolean text =
        json
            || response
                .headers()
                .firstValue("Content-Type")
                .orElse("")
                .startsWith("application/json");
    String reason =
        target.address().uri().getAuthority()
            + " answered with status "
            + status
            + (text
                ? JsonReply.errorText(response.body())
                : ExportReply.errorText(response.body()));
    return switch (status) {
      case 429, 502, 503, 504 -> new ExportResult.Later(reason, asked(response), true);
      case HttpExport.LOOP_DETECTED -> new ExportResult.Returned(reason);
      default -> new ExportResult.Refused(reason);
    };
  }

  private static @Nullable Duration asked(HttpResponse<byte[]> response) {
    return response
        .headers()
        .firstValue("Retry-After")
        .map(header -> RetryAfter.read(header.strip(), Instant.now()))
        .orElse(null);
  }

  private ExportResult failed(Throwable thrown) {
    Throwable cause =
        thrown instanceof CompletionException e && e.getCause() != null ? e.getCause() : thrown;
    String at = target.address().uri().getAuthority();
    return switch (cause) {
      case Unfit unfit -> new ExportResult.Refused(String.valueOf(unfit.getMessage()));
      case ConnectException _ -> nobody();
      case TimeoutException _ -> slow(at);
      case HttpTimeoutException _ -> slow(at);
      default ->
          new ExportResult.Later(at + ": " + ExportReply.shown(String.valueOf(cause)), null, false);
    };
  }

  private ExportResult nobody() {
    return new ExportResult.Later("nothing listens at " + target.address().uri(), null, false);
  }

  private ExportResult slow(String at) {
    return new ExportResult.Later(
        at + " did not answer within " + target.timeout().toMillis() + " ms", null, false);
  }

  /** A request that cannot be sent in this form, today or tomorrow. */
  private static final class Unfit extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unfit(String message, Throwable cause) {
      super(message, cause);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
