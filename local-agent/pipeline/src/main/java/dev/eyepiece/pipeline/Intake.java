package dev.eyepiece.pipeline;

import dev.eyepiece.otlp.Hops;
import dev.eyepiece.otlp.ReplyTo;
import dev.eyepiece.otlp.SinkReply;
import dev.eyepiece.telemetry.RecordBatch;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A batch on its way to the ring, and who waits for the reply. For the road's thread. */
final class Intake {
  private static final System.Logger LOG = System.getLogger(Intake.class.getName());

  private final RecordBatch batch;
  private final List<ByteBuffer> parts;
  private final Hops hops;
  private final ReplyTo receiver;
  private final Moment arrived;
  private @Nullable Fingerprint fingerprint;
  private boolean replied;
  private long lookedAt;
  private boolean looked;

  /**
   * @param parts the batch's bytes in direct buffers, which are there until the reply; or none
   * @param hops who forwarded it
   * @param arrived when
   */
  Intake(RecordBatch batch, List<ByteBuffer> parts, Hops hops, ReplyTo receiver, Moment arrived) {
    this.arrived = arrived;
    this.batch = batch;
    this.parts = parts;
    this.hops = hops;
    this.receiver = receiver;
  }

  RecordBatch batch() {
    return batch;
  }

  List<ByteBuffer> parts() {
    return parts;
  }

  Hops hops() {
    return hops;
  }

  /** What it holds, the network's buffers included. */
  long bytes() {
    return batch.retainedBytes() + (parts.isEmpty() ? 0 : batch.length());
  }

  Fingerprint fingerprint() {
    Fingerprint known = fingerprint;
    if (known == null) {
      known = Fingerprint.of(Segment.code(batch.signal()), batch.bytes(), batch.length());
      fingerprint = known;
    }
    return known;
  }

  Moment arrived() {
    return arrived;
  }

  /** Whether its sender has left, so that no reply would reach it. */
  boolean isGone() {
    return receiver.isGone();
  }

  /** Nanoseconds since this was asked first. */
  long lookedAtFor(long now) {
    if (!looked) {
      looked = true;
      lookedAt = now;
    }
    return now - lookedAt;
  }

  boolean replied() {
    return replied;
  }

  /** Replies once; a receiver that fails does not take the road down with it. */
  void reply(SinkReply reply) {
    if (replied) {
      return;
    }
    replied = true;
    try {
      receiver.accept(reply);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "a receiver failed at the road's reply", e);
    }
  }
}
