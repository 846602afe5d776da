package dev.eyepiece.otlp;

import dev.eyepiece.telemetry.SpanBatch;
import java.util.function.Consumer;

/** Where a receiver hands on what it has decoded and validated. */
public interface TelemetrySink {

  /**
   * Takes a batch. Never blocks: a full road answers {@link SinkReply.Busy} at once. The reply is
   * given exactly once, on any thread.
   */
  void take(SpanBatch batch, Consumer<SinkReply> reply);
}
