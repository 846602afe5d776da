package dev.eyepiece.otlp;

import dev.eyepiece.telemetry.RecordBatch;
import dev.eyepiece.telemetry.Signal;
import java.nio.ByteBuffer;
import java.util.List;
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
   * The same, with the batch's bytes as they still lie in buffers of the network, for a sink that
   * writes them on.
   *
   * @param parts direct buffers whose remaining bytes are the batch's, in order, or none; there
   *     until the reply is given, and not to be moved
   */
  default void take(RecordBatch batch, List<ByteBuffer> parts, Consumer<SinkReply> reply) {
    take(batch, reply);
  }
}
