package dev.eyepiece.otlp;

import dev.eyepiece.telemetry.RecordBatch;
import dev.eyepiece.telemetry.Signal;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Where a receiver hands on what it has decoded and validated. */
public interface TelemetrySink {

  /** The signals that the sink takes; a receiver refuses the others. Never changes. */
  Set<Signal> signals();

  /**
   * What every batch would be answered now, so that none has to be decoded for it; {@code null}
   * when there is no such answer, and then a batch may be refused all the same. Counts as a
   * refusal. Never blocks.
   */
  default @Nullable SinkReply refusal() {
    return null;
  }

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

  /**
   * The same, for a sink that forwards.
   *
   * @param hops who forwarded it so far; the receiver's own agent is not among them
   */
  default void take(RecordBatch batch, List<ByteBuffer> parts, Hops hops, ReplyTo reply) {
    take(batch, parts, reply);
  }
}
