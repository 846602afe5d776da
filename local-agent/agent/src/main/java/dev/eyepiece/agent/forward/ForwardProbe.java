package dev.eyepiece.agent.forward;

import dev.eyepiece.otlp.ExportResult;
import dev.eyepiece.otlp.ExportTarget;
import dev.eyepiece.otlp.OtlpClient;
import dev.eyepiece.pipeline.ForwardEndpoint;
import dev.eyepiece.telemetry.Signal;
import java.io.IOException;
import java.time.Duration;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Asks a receiver by a request without records, which OTLP has it take. */
public final class ForwardProbe {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private ForwardProbe() {}

  /** What it answered; an {@link ExportResult.Later} when it did not within two seconds. */
  public static ExportResult ask(ForwardEndpoint endpoint) {
    Signal signal = new TreeSet<>(endpoint.signals()).getFirst();
    ExportTarget target = endpoint.target();
    Duration timeout = target.timeout().compareTo(PATIENCE) < 0 ? target.timeout() : PATIENCE;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        OtlpClient client = OtlpClient.of(target.withTimeout(timeout), threads)) {
      return client.send(signal, new byte[0]).get();
    } catch (IOException | ExecutionException e) {
      return new ExportResult.Refused(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new ExportResult.Later("interrupted", null, false);
    }
  }
}
