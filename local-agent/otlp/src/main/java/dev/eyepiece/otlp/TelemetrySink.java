package dev.eyepiece.otlp;

import dev.eyepiece.net.RequestBytes;
import dev.eyepiece.telemetry.RecordBatch;
import dev.eyepiece.telemetry.Signal;
import java.util.Set;
import java.util.function.Consumer;

/** Where a receiver hands on what it has decoded and validated. */
public interface TelemetrySink {

  /** The signals that the sink takes; a receiver refuses the others. Never changes. */
  Set<Signal> signals();

  /**
   * Takes a batch of one of {@link #signals}. Never blocks: a full road answers {@link
   * SinkReply.Busy} at once. The reply is given exactly once, on any thread.
   */
  void take(RecordBatch batch, Consumer<SinkReply> reply);

  /**
   * The same, with the request of which the batch was made and whose array it has: a sink that
   * writes the request on reads its {@linkplain RequestBytes#parts parts}. They are there until the
   * reply is given; the caller closes them.
   */
  default void take(RecordBatch batch, RequestBytes request, Consumer<SinkReply> reply) {
    take(batch, reply);
  }
}
