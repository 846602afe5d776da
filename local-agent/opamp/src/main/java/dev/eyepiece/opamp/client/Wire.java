package dev.eyepiece.opamp.client;

import dev.eyepiece.opamp.wire.AgentToServer;
import dev.eyepiece.opamp.wire.ServerToAgent;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What carries messages between a client and its server. For one thread; waits. */
interface Wire extends AutoCloseable {

  /**
   * Sends a message.
   *
   * @throws IOException when the connection is gone
   * @throws RetryLaterException when the server says when to come again
   */
  void send(AgentToServer message) throws IOException, InterruptedException;

  /**
   * The next message of the server.
   *
   * @return null when none came within the time
   */
  @Nullable ServerToAgent take(Duration patience) throws IOException, InterruptedException;

  /** Stops {@link #take} from waiting; for any thread. */
  void wake();

  @Override
  void close();

  /** The server is busy, or is no server of OpAMP. */
  final class RetryLaterException extends IOException {
    private static final long serialVersionUID = 1L;

    private final Duration after;

    RetryLaterException(String message, Duration after) {
      super(message);
      this.after = after;
    }

    Duration after() {
      return after;
    }
  }
}
