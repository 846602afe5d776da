package dev.eyepiece.otlp;

import java.time.Duration;

/** What became of a batch that was handed to a {@link TelemetrySink}. */
public sealed interface SinkReply {

  /**
   * The batch is as durable as the road promises. The receiver calls {@code answered} once its
   * answer has been written to the peer, and not at all when the peer was gone before.
   */
  record Taken(Runnable answered) implements SinkReply {}

  /** The road is full; the sender may come again after the delay. */
  record Busy(Duration retryAfter, String reason) implements SinkReply {}

  /**
   * The road cannot take anything, for instance because the disk is full or it is shutting down.
   */
  record Unavailable(Duration retryAfter, String reason) implements SinkReply {}
}
