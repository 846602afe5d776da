package dev.eyepiece.agent.host;

import dev.eyepiece.otlp.RequestDecoder;
import dev.eyepiece.otlp.TelemetrySink;
import dev.eyepiece.pipeline.RoadStats;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Turns host metrics on and off, and changes their pace. Safe for use by several threads. */
public final class HostPaceSwitch implements AutoCloseable {
  private final RequestDecoder decoder;
  private final TelemetrySink sink;
  private final Supplier<RoadStats> road;
  private final Clock clock;
  private @Nullable HostMetrics metrics;
  private @Nullable Duration pace;

  public HostPaceSwitch(
      RequestDecoder decoder, TelemetrySink sink, Supplier<RoadStats> road, Clock clock) {
    this.decoder = decoder;
    this.sink = sink;
    this.road = road;
    this.clock = clock;
  }

  /**
   * Measures at this pace from now on.
   *
   * @param every null for not at all
   */
  public synchronized void set(@Nullable Duration every) {
    close();
    pace = every;
    if (every != null) {
      metrics = HostMetrics.start(decoder, sink, road, clock, every);
    }
  }

  /** The pace; null for not at all. */
  public synchronized @Nullable Duration pace() {
    return pace;
  }

  @Override
  public synchronized void close() {
    HostMetrics running = metrics;
    metrics = null;
    pace = null;
    if (running != null) {
      running.close();
    }
  }
}
