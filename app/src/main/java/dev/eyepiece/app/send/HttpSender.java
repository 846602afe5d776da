package dev.eyepiece.app.send;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
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

  /** The two small protobuf messages that a receiver answers with. */
  static final class ExportReply {
    private static final int MAX_TEXT = 500;

    private ExportReply() {}

    /** ExportTraceServiceResponse: partial_success is field 1, in it the count 1 and a text 2. */
    static Reply read(byte[] response) {
      byte[] partial = field(response, 1);
      if (partial == null) {
        return new Reply(0, "");
      }
      byte[] text = field(partial, 2);
      return new Reply(number(partial), text == null ? "" : shown(text));
    }

    /** The message of a google.rpc.Status, or what else a receiver writes. */
    static String errorText(byte[] body) {
      byte[] message = field(body, 2);
      byte[] text = message == null ? body : message;
      return text.length == 0 ? "" : ": " + shown(text);
    }

    private static String shown(byte[] utf8) {
      String text = new String(utf8, 0, Math.min(utf8.length, MAX_TEXT), StandardCharsets.UTF_8);
      return text.replaceAll("\\p{Cntrl}", " ").strip();
    }

    /** The first length-delimited field with this number; null when there is none. */
    private static byte @Nullable [] field(byte[] message, int number) {
      int at = 0;
      while (at < message.length) {
        int tag = message[at++];
        if ((tag & 7) == 0) {
          while (at < message.length && message[at] < 0) {
            at++;
          }
          at++;
        } else if ((tag & 7) == 2 && at < message.length) {
          int length = 0;
          for (int shift = 0; at < message.length && shift < 28; shift += 7) {
            byte next = message[at++];
            length |= (next & 0x7f) << shift;
            if (next >= 0) {
              break;
            }
          }
          if (length > message.length - at) {
            return null;
          }
          if (tag >> 3 == number) {
            return java.util.Arrays.copyOfRange(message, at, at + length);
          }
          at += length;
        } else {
          return null;
        }
      }
      return null;
    }

    /** Field 1 of a message as a number; 0 when it is absent. */
    private static long number(byte[] message) {
      if (message.length < 2 || message[0] != 0x08) {
        return 0;
      }
      long value = 0;
      for (int i = 1, shift = 0; i < message.length && shift < 63; i++, shift += 7) {
        value |= (long) (message[i] & 0x7f) << shift;
        if (message[i] >= 0) {
          break;
        }
      }
      return value;
    }
  }
}
