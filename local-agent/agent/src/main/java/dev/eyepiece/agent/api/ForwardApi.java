package dev.eyepiece.agent.api;

import dev.eyepiece.agent.Finding;
import dev.eyepiece.agent.ForwardInfo;
import dev.eyepiece.agent.ForwardStatus;
import dev.eyepiece.agent.Forwarding;
import dev.eyepiece.agent.ForwardingException;
import dev.eyepiece.agent.JsonText;
import dev.eyepiece.agent.forward.ForwardJson;
import dev.eyepiece.agent.forward.ForwardKeys;
import dev.eyepiece.agent.forward.ForwardText;
import dev.eyepiece.net.HttpExchange;
import dev.eyepiece.net.Route;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The forwarder's endpoints over HTTP: {@code GET forward}, {@code GET PUT DELETE forward/NAME},
 * {@code POST forward/NAME/enable}, {@code /disable} and {@code /test}. Keys are those of the
 * settings file; what a {@code PUT} leaves out stays as it is. Values of headers are not told.
 */
public final class ForwardApi {
  private static final String PATH = "/api/v1/forward";

  private final Forwarding forwarding;

  public ForwardApi(Forwarding forwarding) {
    this.forwarding = forwarding;
  }

  /** What to put on the API's port. */
  public List<Route> routes() {
    return List.of(
        route("GET", PATH, this::list),
        route("GET", PATH + "/*", exchange -> ForwardJson.write(forwarding.get(name(exchange)))),
        route("PUT", PATH + "/*", this::put),
        route("POST", PATH + "/*", this::post),
        route("DELETE", PATH + "/*", this::remove));
  }

  private interface Work {
    Map<String, @Nullable Object> answer(HttpExchange exchange) throws ForwardingException;
  }

  /** A change waits for the disk and a test for the network: neither is for an event loop. */
  private static Route route(String method, String path, Work work) {
    return new Route(method, path, true, exchange -> run(exchange, work));
  }

  private static void run(HttpExchange exchange, Work work) {
    Replies.answering(
        exchange,
        () -> {
          try {
            Replies.json(exchange, work.answer(exchange));
          } catch (ForwardingException e) {
            Replies.error(exchange, status(e.kind()), String.valueOf(e.getMessage()));
          }
        });
  }

  private static int status(ForwardingException.Kind kind) {
    return switch (kind) {
      case WRONG -> 400;
      case UNKNOWN -> 404;
      case FAILED -> 500;
    };
  }

  private static String name(HttpExchange exchange) {
    return exchange.path().substring(PATH.length() + 1);
  }

  private Map<String, @Nullable Object> list(HttpExchange exchange) {
    List<@Nullable Object> all = new ArrayList<>();
    forwarding.list().forEach(status -> all.add(ForwardJson.write(status)));
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("forward", all);
    json.put("fixed", forwarding.fixed());
    return json;
  }

  private Map<String, @Nullable Object> put(HttpExchange exchange) throws ForwardingException {
    String name = name(exchange);
    try {
      Map<String, @Nullable Object> keys = new LinkedHashMap<>();
      for (ForwardStatus status : forwarding.list()) {
        if (status.info().name().equals(name)) {
          keys.putAll(ForwardText.write(status.info(), status.info().shownHeaders()));
        }
      }
      keys.putAll(JsonText.readObject(new String(exchange.body(), StandardCharsets.UTF_8)));
      // What was told of it may be given back as it was.
      keys.remove("state");
      keys.put("name", name);
      return ForwardJson.write(forwarding.put(ForwardKeys.read(keys)));
    } catch (IllegalArgumentException e) {
      throw new ForwardingException(
          ForwardingException.Kind.WRONG, "the endpoint in the body: " + e.getMessage());
    }
  }

  private Map<String, @Nullable Object> post(HttpExchange exchange) throws ForwardingException {
    String name = name(exchange);
    int slash = name.indexOf('/');
    String endpoint = slash < 0 ? name : name.substring(0, slash);
    return switch (slash < 0 ? "" : name.substring(slash)) {
      case "/enable" -> ForwardJson.write(forwarding.enable(endpoint, true));
      case "/disable" -> ForwardJson.write(forwarding.enable(endpoint, false));
      case "/test" -> test(forwarding.get(endpoint).info());
      default ->
          throw new ForwardingException(
              ForwardingException.Kind.UNKNOWN,
              "expected forward/NAME/enable, forward/NAME/disable or forward/NAME/test");
    };
  }

  private Map<String, @Nullable Object> test(ForwardInfo info) {
    Finding finding = forwarding.test(info);
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("level", finding.level().name().toLowerCase(Locale.ROOT));
    json.put("what", finding.what());
    json.put("todo", finding.todo());
    return json;
  }

  private Map<String, @Nullable Object> remove(HttpExchange exchange) throws ForwardingException {
    forwarding.remove(name(exchange));
    return Map.of("removed", name(exchange));
  }
}
