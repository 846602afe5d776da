package dev.eyepiece.app.send;

import dev.eyepiece.telemetry.Signal;
import java.io.IOException;

/** Sends requests one after the other. */
public interface Sender extends AutoCloseable {

  /**
   * What a receiver said.
   *
   * @param rejected records that it did not take
   * @param message why, empty when it took all without a word
   */
  record Reply(long rejected, String message) {}

  /**
   * Sends one request and waits for the answer, through a few polite repetitions when the receiver
   * asks for them.
   *
   * @throws IOException when it was not taken; the message says why
   */
  Reply send(Signal signal, byte[] request) throws IOException, InterruptedException;

  @Override
  void close();
}
