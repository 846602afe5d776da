package dev.eyepiece.otlp;

import java.util.function.Consumer;

/** Who waits for the reply to a batch. Safe for use by several threads. */
@FunctionalInterface
public interface ReplyTo extends Consumer<SinkReply> {

  /** Whether the sender has left by now, so that no reply would reach it. */
  default boolean isGone() {
    return false;
  }
}
