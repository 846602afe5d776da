package dev.eyepiece.app.send;

import dev.eyepiece.otlp.ExportResult;
import dev.eyepiece.otlp.ExportTarget;
import dev.eyepiece.otlp.OtlpAddress;
import dev.eyepiece.otlp.OtlpClient;
import dev.eyepiece.telemetry.Signal;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;

/** Sends to a receiver of OTLP with gzip, and repeats what it may. */
public final class RemoteSender implements Sender {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final OtlpClient client;

  /**
   * @param token a bearer token for receivers that want one
   */
  public RemoteSender(OtlpAddress address, @Nullable String token) {
    Map<String, String> headers =
        token == null ? Map.of() : Map.of("Authorization", "Bearer " + token);
    try {
      client =
          OtlpClient.of(
              ExportTarget.of(address).withHeaders(headers).withTimeout(PATIENCE),
              ForkJoinPool.commonPool());
    } catch (IOException e) {
      throw new IllegalStateException("the system's TLS needs no file", e);
    }
  }

  @Override
  public Reply send(Signal signal, byte[] request) throws IOException, InterruptedException {
    for (int tries = 1; ; tries++) {
      switch (result(signal, request)) {
        case ExportResult.Taken taken -> {
          return new Reply(taken.rejected(), taken.message());
        }
        case ExportResult.Refused refused -> throw new IOException(refused.reason());
        case ExportResult.Returned returned -> throw new IOException(returned.reason());
        case ExportResult.Later later -> {
          // A person waits: an endpoint that is not there is said at once.
          if (tries == Retries.TRIES || !later.reached()) {
            throw new IOException(later.reason());
          }
          Thread.sleep(Retries.pause(later.delay(), tries));
        }
      }
    }
  }

  private ExportResult result(Signal signal, byte[] request)
      throws IOException, InterruptedException {
    try {
      return client.send(signal, request).get();
    } catch (ExecutionException e) {
      throw new IOException(String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
