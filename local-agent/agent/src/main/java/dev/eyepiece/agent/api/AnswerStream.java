package dev.eyepiece.agent.api;

import dev.eyepiece.agent.Answer;
import dev.eyepiece.agent.QueryException;
import dev.eyepiece.net.HttpExchange;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Lines on their way to a peer. The status goes out with the first line, so that a question that
 * fails before it is answered with an error status; one that fails later, in whatever way, ends
 * with an error line.
 */
final class AnswerStream implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(AnswerStream.class.getName());
  private static final String LINES = "application/x-ndjson";
  private static final int BUFFER = 64 << 10;

  private final HttpExchange exchange;
  private @Nullable OutputStream out;

  AnswerStream(HttpExchange exchange) {
    this.exchange = exchange;
  }

  /** Something that gives lines and then says how it ended. */
  interface Question {
    Answer ask() throws QueryException;
  }

  /** The peer left before it had read all, which is its own affair. */
  static void notRead(IOException peerIsGone) {
    LOG.log(System.Logger.Level.DEBUG, "an answer was not read to its end", peerIsGone);
  }

  /**
   * Asks and sends.
   *
   * @throws IOException when the peer is gone
   */
  void answer(Question question) throws QueryException, IOException {
    String last;
    try {
      last = AnswerLines.end(question.ask());
    } catch (PeerGoneException e) {
      throw e.cause;
    } catch (QueryException e) {
      if (out == null) {
        throw e;
      }
      last = AnswerLines.error(String.valueOf(e.getMessage()), e.position());
    } catch (RuntimeException | Error unexpected) {
      if (out == null) {
        throw unexpected;
      }
      LOG.log(System.Logger.Level.WARNING, "an answer could not be finished", unexpected);
      last = AnswerLines.error(Replies.unforeseen(unexpected), QueryException.NO_POSITION);
    }
    write(last);
  }

  /** Comes through whoever gives the lines. */
  private static final class PeerGoneException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final IOException cause;

    PeerGoneException(IOException cause) {
      super(cause);
      this.cause = cause;
    }
  }

  /** Sends a line; only while {@link #answer} asks. */
  void line(String text) {
    try {
      write(text);
    } catch (IOException e) {
      throw new PeerGoneException(e);
    }
  }

  private void write(String text) throws IOException {
    OutputStream stream = out;
    if (stream == null) {
      stream = new BufferedOutputStream(exchange.stream(200, LINES), BUFFER);
      out = stream;
    }
    stream.write(text.getBytes(StandardCharsets.UTF_8));
    stream.write('\n');
  }

  @Override
  public void close() throws IOException {
    if (out != null) {
      out.close();
    }
  }
}
