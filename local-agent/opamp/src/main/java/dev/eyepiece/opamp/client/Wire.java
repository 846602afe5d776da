package dev.eyepiece.opamp.client;

import dev.eyepiece.opamp.wire.AgentToServer;
import dev.eyepiece.opamp.wire.ServerToAgent;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
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

  /** The server is busy, does not let this agent in, or is no server of OpAMP. */
  final class RetryLaterException extends IOException {
    private static final long serialVersionUID = 1L;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    /** For an answer with a status that is none of OpAMP. */
    static RetryLaterException status(URI server, int status, HttpHeaders headers, Instant now) {
      String why =
          switch (status) {
            case UNAUTHORIZED -> ": it wants a token, or another one";
            case FORBIDDEN -> ": it does not let this agent in";
            default -> "";
          };
      return new RetryLaterException(
          server + " answers with status " + status + why, RetryAfter.of(headers, now));
    }

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
