package dev.eyepiece.agent.api;

import dev.eyepiece.agent.JsonText;
import dev.eyepiece.agent.RuleSetException;
import dev.eyepiece.agent.RuleSetState;
import dev.eyepiece.agent.RuleSets;
import dev.eyepiece.agent.rules.RuleSetJson;
import dev.eyepiece.net.HttpExchange;
import dev.eyepiece.net.Route;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rule sets over HTTP: {@code GET rules}, {@code GET PUT DELETE rules/ID}, {@code POST
 * rules/ID/enable} and {@code /disable}. An answer is a rule set with its counters, or an error
 * with what is wrong with the rules.
 */
public final class RulesApi {
  private static final String PATH = "/api/v1/rules";
  private static final String ENABLE = "/enable";
  private static final String DISABLE = "/disable";

  private final RuleSets rules;

  public RulesApi(RuleSets rules) {
    this.rules = rules;
  }

  /** What to put on the API's port. */
  public List<Route> routes() {
    return List.of(
        route("GET", PATH, this::list),
        route("GET", PATH + "/*", exchange -> RuleSetJson.write(rules.get(id(exchange)))),
        route("PUT", PATH + "/*", this::put),
        route("POST", PATH + "/*", this::post),
        route("DELETE", PATH + "/*", this::remove));
  }

  private interface Work {
    Map<String, @Nullable Object> answer(HttpExchange exchange) throws RuleSetException;
  }

  /** A change waits for the disk, so it may not run on an event loop. */
  private static Route route(String method, String path, Work work) {
    return new Route(method, path, true, exchange -> run(exchange, work));
  }

  private static void run(HttpExchange exchange, Work work) {
    Replies.answering(
        exchange,
        () -> {
          try {
            Replies.json(exchange, work.answer(exchange));
          } catch (RuleSetException e) {
            Map<String, @Nullable Object> error = new LinkedHashMap<>();
            error.put("error", e.getMessage());
            error.put("problems", e.problems());
            Replies.json(exchange, status(e.kind()), error);
          }
        });
  }

  private static int status(RuleSetException.Kind kind) {
    return switch (kind) {
      case WRONG -> 400;
      case UNKNOWN -> 404;
      case FAILED -> 500;
    };
  }

  private static String id(HttpExchange exchange) {
    return exchange.path().substring(PATH.length() + 1);
  }

  private Map<String, @Nullable Object> list(HttpExchange exchange) throws RuleSetException {
    List<@Nullable Object> sets = new ArrayList<>();
    for (RuleSetState state : rules.list()) {
      sets.add(RuleSetJson.write(state));
    }
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("rules", sets);
    json.put("problems", rules.problems());
    return json;
  }

  private Map<String, @Nullable Object> put(HttpExchange exchange) throws RuleSetException {
    String id = id(exchange);
    try {
      Map<String, @Nullable Object> json =
          JsonText.readObject(new String(exchange.body(), StandardCharsets.UTF_8));
      return RuleSetJson.write(rules.change(id, now -> RuleSetJson.change(now, json)));
    } catch (IllegalArgumentException e) {
      throw new RuleSetException(
          RuleSetException.Kind.WRONG, "the rule set in the body: " + e.getMessage());
    }
  }

  private Map<String, @Nullable Object> post(HttpExchange exchange) throws RuleSetException {
    String id = id(exchange);
    if (id.endsWith(ENABLE)) {
      return RuleSetJson.write(rules.enable(id.substring(0, id.length() - ENABLE.length()), true));
    }
    if (id.endsWith(DISABLE)) {
      return RuleSetJson.write(
          rules.enable(id.substring(0, id.length() - DISABLE.length()), false));
    }
    throw new RuleSetException(
        RuleSetException.Kind.UNKNOWN, "expected rules/ID/enable or rules/ID/disable");
  }

  private Map<String, @Nullable Object> remove(HttpExchange exchange) throws RuleSetException {
    rules.remove(id(exchange));
    return Map.of("removed", id(exchange));
  }
}
