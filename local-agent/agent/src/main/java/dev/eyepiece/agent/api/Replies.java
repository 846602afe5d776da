package dev.eyepiece.agent.api;

import dev.eyepiece.agent.JsonText;
import dev.eyepiece.agent.QueryException;
import dev.eyepiece.net.HttpExchange;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whole answers of the local API: an object of JSON, one line. */
final class Replies {
  private static final System.Logger LOG = System.getLogger(Replies.class.getName());
  private static final String JSON = "application/json";

  private Replies() {}

  static void json(HttpExchange exchange, Map<String, ? extends @Nullable Object> value) {
    json(exchange, 200, value);
  }

  static void json(
      HttpExchange exchange, int status, Map<String, ? extends @Nullable Object> value) {
    line(exchange, status, JsonText.write(value));
  }

  static void error(HttpExchange exchange, int status, String message) {
    error(exchange, status, message, QueryException.NO_POSITION);
  }

  /**
   * @param position of the mistake in what was asked, or {@link QueryException#NO_POSITION}
   */
  static void error(HttpExchange exchange, int status, String message, int position) {
    line(exchange, status, AnswerLines.error(message, position));
  }

  private static void line(HttpExchange exchange, int status, String line) {
    exchange.respond(status, JSON, (line + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** What answers a request, and may fail in any way that its route does not name. */
  interface Work<E extends Exception> {
    void run() throws E;
  }

  /** Works, and answers with 500 when that ends in what nobody foresaw: who asked would wait. */
  static <E extends Exception> void answering(HttpExchange exchange, Work<E> work) throws E {
    try {
      work.run();
    } catch (RuntimeException | Error unexpected) {
      LOG.log(System.Logger.Level.WARNING, exchange.path() + " could not be answered", unexpected);
      error(exchange, 500, unforeseen(unexpected));
    }
  }

  /** What is said of an error that nobody foresaw, on one line. */
  static String unforeseen(Throwable unexpected) {
    String what = unexpected.toString().replaceAll("\\p{Cntrl}+", " ");
    return "this could not be answered, because of " + what;
  }
}
