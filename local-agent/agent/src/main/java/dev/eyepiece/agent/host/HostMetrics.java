package dev.eyepiece.agent.host;

import dev.eyepiece.otlp.RequestDecoder;
import dev.eyepiece.otlp.TelemetrySink;
import dev.eyepiece.pipeline.RoadStats;
import dev.eyepiece.telemetry.MalformedOtlpException;
import dev.eyepiece.telemetry.Signal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Hands the figures of the machine and of this program in at the road's door, as any sender does,
 * at a fixed pace. A road that is full is not waited for: the next figures come anyway, and those
 * that it refused come again. Ends by {@link #close}.
 */
public final class HostMetrics implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(HostMetrics.class.getName());

  private final Clock clock;
  private final HostReading reading;
  private final ScheduledExecutorService pace =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("eyepiece-host-metrics").factory());

  private final OwnSender sender;

  private HostMetrics(
      RequestDecoder decoder, TelemetrySink sink, Supplier<RoadStats> road, Clock clock) {
    this.clock = clock;
    this.sender = new OwnSender("figures", decoder, sink, pace);
    this.reading = new HostReading(road, sender, now());
  }

  /** Starts to read; the first figures are handed in after one interval. */
  public static HostMetrics start(
      RequestDecoder decoder,
      TelemetrySink sink,
      Supplier<RoadStats> road,
      Clock clock,
      Duration every) {
    HostMetrics metrics = new HostMetrics(decoder, sink, road, clock);
    var _ =
        metrics.pace.scheduleWithFixedDelay(
            metrics::tick, every.toNanos(), every.toNanos(), TimeUnit.NANOSECONDS);
    return metrics;
  }

  private long now() {
    Instant now = clock.instant();
    return now.getEpochSecond() * 1_000_000_000L + now.getNano();
  }

  private void tick() {
    try {
      handIn();
    } catch (MalformedOtlpException | RuntimeException e) {
      // A machine that cannot be read now may be read later, and the road must not hear of it.
      LOG.log(System.Logger.Level.WARNING, "host metrics were not read: " + e.getMessage(), e);
    }
  }

  /** Reads and hands in once. */
  void handIn() throws MalformedOtlpException {
    sender.send(Signal.METRICS, reading.read(now()).encode());
  }

  @Override
  public void close() {
    pace.shutdownNow();
  }
}
