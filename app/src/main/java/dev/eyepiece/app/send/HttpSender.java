package dev.eyepiece.app.send;

import dev.eyepiece.telemetry.Signal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** OTLP/HTTP with protobuf and gzip. */
public final class HttpSender implements Sender {
  /** Those that OTLP lets a client repeat. */
  private static final Set<Integer> RETRYABLE = Set.of(429, 502, 503, 504);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final Endpoint endpoint;
  private final @Nullable String token;

  /**
   * @param token a bearer token for receivers that want one
   */
  public HttpSender(Endpoint endpoint, @Nullable String token) {
    this.endpoint = endpoint;
    this.token = token;
  }

  @Override
  public Reply send(Signal signal, byte[] request) throws IOException, InterruptedException {
    URI uri = endpoint.uri(signal);
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(uri)
            .timeout(Duration.ofSeconds(60))
            .header("Content-Type", "application/x-protobuf")
            .header("Content-Encoding", "gzip")
            .POST(HttpRequest.BodyPublishers.ofByteArray(packed(request)));
    if (token != null) {
      builder.header("Authorization", "Bearer " + token);
    }
    HttpRequest message = builder.build();
    for (int tries = 1; ; tries++) {
      HttpResponse<byte[]> response = once(message);
      if (response.statusCode() == 200) {
        return ExportReply.read(response.body());
      }
      if (!RETRYABLE.contains(response.statusCode()) || tries == Retries.TRIES) {
        throw new IOException(
            uri
                + " answered with status "
                + response.statusCode()
                + ExportReply.errorText(response.body()));
      }
      Thread.sleep(Retries.pause(asked(response), tries));
    }
  }

  private HttpResponse<byte[]> once(HttpRequest message) throws IOException, InterruptedException {
    try {
      return http.send(message, BodyHandlers.ofByteArray());
    } catch (ConnectException e) {
      throw new IOException("nothing listens at " + message.uri(), e);
    } catch (IOException e) {
      throw new IOException(message.uri() + ": " + e.getMessage(), e);
    }
  }

  private static @Nullable Duration asked(HttpResponse<byte[]> response) {
    return response
        .headers()
        .firstValue("Retry-After")
        .map(header -> Retries.retryAfter(header.strip(), Instant.now()))
        .orElse(null);
  }

  private static byte[] packed(byte[] request) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream(request.length / 4 + 64);
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(request);
    }
    return packed.toByteArray();
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
