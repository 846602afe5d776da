package dev.eyepiece.app.send;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** OTLP/HTTP with protobuf and gzip. */
public final class HttpSender implements Sender {
  /** Those that OTLP lets a client repeat. */
  private static final Set<Integer> RETRYABLE = Set.of(429, 502, 503, 504);

  private static final int TRIES = 6;
  private static final long LONGEST_PAUSE_MILLIS = 10_000;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final URI endpoint;
  private final @Nullable String token;

  /**
   * @param token a bearer token for receivers that want one
   */
  public HttpSender(URI endpoint, @Nullable String token) {
    this.endpoint = endpoint;
    this.token = token;
  }

  @Override
  public Reply send(byte[] request) throws IOException, InterruptedException {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(endpoint)
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
      if (!RETRYABLE.contains(response.statusCode()) || tries == TRIES) {
        throw new IOException(
            endpoint
                + " answered with status "
                + response.statusCode()
                + ExportReply.errorText(response.body()));
      }
      Thread.sleep(pause(response, tries));
    }
  }

  private HttpResponse<byte[]> once(HttpRequest message) throws IOException, InterruptedException {
    try {
      return http.send(message, BodyHandlers.ofByteArray());
    } catch (ConnectException e) {
      throw new IOException("nothing listens at " + endpoint, e);
    } catch (IOException e) {
      throw new IOException(endpoint + ": " + e.getMessage(), e);
    }
  }

  /** What the receiver asks for in seconds, else twice as long each time; bounded. */
  private static long pause(HttpResponse<byte[]> response, int tries) {
    long asked =
        response
            .headers()
            .firstValue("Retry-After")
            .filter(value -> value.matches("[0-9]{1,6}"))
            .map(value -> 1_000 * Long.parseLong(value))
            .orElse(250L << tries);
    return Math.min(asked, LONGEST_PAUSE_MILLIS);
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
