package dev.eyepiece.agent.api;

import dev.eyepiece.agent.FleetJson;
import dev.eyepiece.agent.JsonText;
import dev.eyepiece.agent.QueryException;
import dev.eyepiece.net.HttpExchange;
import dev.eyepiece.net.Route;
import dev.eyepiece.opamp.AgentDetails;
import dev.eyepiece.opamp.AgentSummary;
import dev.eyepiece.opamp.ConfigPush;
import dev.eyepiece.opamp.ConfigText;
import dev.eyepiece.opamp.Fleet;
import dev.eyepiece.opamp.FleetException;
import dev.eyepiece.opamp.InstanceUid;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fleet over HTTP: {@code fleet/agents}, {@code fleet/agents/UID}, and by POST {@code
 * fleet/agents/UID/config}, {@code /rollback}, {@code /restart} and {@code /forget}.
 */
public final class FleetApi {
  private static final String BASE = "/api/v1/fleet/agents";

  private final Fleet fleet;
  private final InstantSource clock;

  public FleetApi(Fleet fleet, InstantSource clock) {
    this.fleet = fleet;
    this.clock = clock;
  }

  /** What to put on the API's port. */
  public List<Route> routes() {
    return List.of(
        new Route("GET", BASE, true, exchange -> run(exchange, this::list)),
        new Route("GET", BASE + "/*", true, exchange -> run(exchange, this::show)),
        new Route("POST", BASE + "/*", true, exchange -> run(exchange, this::act)));
  }

  private interface Work {
    void answer(HttpExchange exchange) throws QueryException, FleetException, IOException;
  }

  private static void run(HttpExchange exchange, Work work) {
    Replies.answering(
        exchange,
        () -> {
          try {
            work.answer(exchange);
          } catch (FleetException e) {
            Replies.error(exchange, e.isUnknownAgent() ? 404 : 409, String.valueOf(e.getMessage()));
          } catch (QueryException e) {
            Replies.error(exchange, 400, String.valueOf(e.getMessage()));
          } catch (IOException peerIsGone) {
            AnswerStream.notRead(peerIsGone);
          }
        });
  }

  private void list(HttpExchange exchange) throws QueryException, IOException {
    try (AnswerStream lines = new AnswerStream(exchange)) {
      lines.answer(() -> {
        long rows = 0;
        for (AgentSummary agent : fleet.agents()) {
          AgentDetails details = fleet.agent(agent.uid());
          if (details != null) {
            lines.line(JsonText.write(FleetJson.line(details)));
            rows++;
          }
        }
        return new dev.eyepiece.agent.Answer(rows, rows, false);
      });
    }
  }

  private void show(HttpExchange exchange) throws QueryException, FleetException {
    InstanceUid uid = uid(exchange.path().substring(BASE.length() + 1));
    AgentDetails details = fleet.agent(uid);
    if (details == null) {
      throw FleetException.unknown(uid);
    }
    Replies.json(exchange, FleetJson.whole(details));
  }

  private void act(HttpExchange exchange) throws QueryException, FleetException {
    String rest = exchange.path().substring(BASE.length() + 1);
    int slash = rest.indexOf('/');
    InstanceUid uid = uid(slash < 0 ? rest : rest.substring(0, slash));
    String action = slash < 0 ? "" : rest.substring(slash + 1);
    switch (action) {
      case "config" -> Replies.json(exchange, pushed(fleet.push(uid, List.of(config(exchange)))));
      case "rollback" -> Replies.json(exchange, pushed(fleet.rollback(uid)));
      case "restart" -> {
        fleet.restart(uid);
        Replies.json(exchange, Map.of("instanceUid", uid.toString()));
      }
      case "forget" -> {
        fleet.forget(uid);
        Replies.json(exchange, Map.of("instanceUid", uid.toString()));
      }
      default ->
          throw bad(
              "'"
                  + Parameters.bounded(action)
                  + "' cannot be done to an agent; expected config, rollback, restart or forget");
    }
  }

  private static ConfigText config(HttpExchange exchange) throws QueryException {
    try {
      String body =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(exchange.body())).toString();
      return new ConfigText(
          Parameters.text(exchange, "name", ""),
          Parameters.text(exchange, "contentType", "text/yaml"),
          body);
    } catch (CharacterCodingException e) {
      throw bad("the config is not UTF-8; expected text");
    }
  }

  private Map<String, @Nullable Object> pushed(ConfigPush push) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("instanceUid", push.uid().toString());
    json.put("configHash", push.hash());
    json.put("offered", push.offered());
    json.put("time", clock.instant().toString());
    return json;
  }

  private static InstanceUid uid(String text) throws QueryException {
    InstanceUid uid = InstanceUid.parse(text);
    if (uid == null) {
      throw bad("'" + Parameters.bounded(text) + "' is no uid of an agent; expected a UUID");
    }
    return uid;
  }

  private static QueryException bad(String message) {
    return new QueryException(message, QueryException.NO_POSITION, true);
  }
}
