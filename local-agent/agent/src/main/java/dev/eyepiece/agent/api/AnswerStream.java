package dev.eyepiece.agent.api;

import dev.eyepiece.agent.Answer;
import dev.eyepiece.agent.QueryException;
import dev.eyepiece.net.HttpExchange;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Lines on their way to a peer. The status goes out with the first line, so that a question that
 * fails before it is answered with an error status; one that fails later ends with an error line.
 */
final class AnswerStream implements AutoCloseable {
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

  void answer(Question question) throws QueryException {
    String last;
    try {
      last = AnswerLines.end(question.ask());
    } catch (QueryException e) {
      if (out == null) {
        throw e;
      }
      last = AnswerLines.error(String.valueOf(e.getMessage()), e.position());
    }
    line(last);
  }

  void line(String text) {
    try {
      OutputStream stream = out;
      if (stream == null) {
        stream = new BufferedOutputStream(exchange.stream(200, LINES), BUFFER);
        out = stream;
      }
      stream.write(text.getBytes(StandardCharsets.UTF_8));
      stream.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    if (out != null) {
      out.close();
    }
  }
}
