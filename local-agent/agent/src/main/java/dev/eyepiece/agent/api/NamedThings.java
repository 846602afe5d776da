package dev.eyepiece.agent.api;

import dev.eyepiece.agent.ChangeException;
import dev.eyepiece.agent.ForwardingException;
import dev.eyepiece.agent.RuleSetException;
import dev.eyepiece.net.HttpExchange;
import dev.eyepiece.net.Route;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Things with names over HTTP: {@code GET PATH}, {@code GET PUT DELETE PATH/NAME} and {@code POST
 * PATH/NAME/ACTION}. Each answers an object, or an error with what is wrong.
 */
abstract class NamedThings {
  private final String path;

  NamedThings(String path) {
    this.path = path;
  }

  /** What to put on the API's port. */
  public final List<Route> routes() {
    return List.of(
        route("GET", path, exchange -> list()),
        route("GET", path + "/*", exchange -> get(name(exchange))),
        route(
            "PUT",
            path + "/*",
            exchange -> put(name(exchange), new String(exchange.body(), StandardCharsets.UTF_8))),
        route("POST", path + "/*", this::post),
        route("DELETE", path + "/*", this::delete));
  }

  abstract Map<String, @Nullable Object> list() throws ChangeException;

  abstract Map<String, @Nullable Object> get(String name) throws ChangeException;

  /**
   * @param body what is to be there, not yet looked at
   */
  abstract Map<String, @Nullable Object> put(String name, String body) throws ChangeException;

  /**
   * @param action what is to be done to it, empty where nothing stands there
   */
  abstract Map<String, @Nullable Object> act(String name, String action) throws ChangeException;

  abstract void remove(String name) throws ChangeException;

  private interface Work {
    Map<String, @Nullable Object> answer(HttpExchange exchange) throws ChangeException;
  }

  /** A change waits for the disk or for the network: it may not run on an event loop. */
  private static Route route(String method, String path, Work work) {
    return new Route(method, path, true, exchange -> run(exchange, work));
  }

  private static void run(HttpExchange exchange, Work work) {
    Replies.answering(
        exchange,
        () -> {
          try {
            Replies.json(exchange, work.answer(exchange));
          } catch (ChangeException e) {
            refuse(exchange, e);
          }
        });
  }

  private static void refuse(HttpExchange exchange, ChangeException refusal) {
    switch (refusal) {
      case ForwardingException e ->
          Replies.error(exchange, status(e), String.valueOf(e.getMessage()));
      case RuleSetException e -> {
        Map<String, @Nullable Object> error = new LinkedHashMap<>();
        error.put("error", e.getMessage());
        error.put("problems", e.problems());
        Replies.json(exchange, status(e), error);
      }
    }
  }

  private static int status(ChangeException refusal) {
    return switch (refusal.kind()) {
      case WRONG -> 400;
      case UNKNOWN -> 404;
      case FAILED -> 500;
    };
  }

  private String name(HttpExchange exchange) {
    return exchange.path().substring(path.length() + 1);
  }

  private Map<String, @Nullable Object> post(HttpExchange exchange) throws ChangeException {
    String rest = name(exchange);
    int slash = rest.indexOf('/');
    return slash < 0 ? act(rest, "") : act(rest.substring(0, slash), rest.substring(slash + 1));
  }

  private Map<String, @Nullable Object> delete(HttpExchange exchange) throws ChangeException {
    remove(name(exchange));
    return Map.of("removed", name(exchange));
  }
}
