package dev.eyepiece.agent;

import dev.eyepiece.agent.rules.RuleSetJson;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The rule sets of a running agent, by its local API. */
final class ApiRules implements RuleSets {
  private final ApiClient api;

  ApiRules(ApiClient api) {
    this.api = api;
  }

  private static String path(String id) {
    return "rules/" + URLEncoder.encode(id, StandardCharsets.UTF_8);
  }

  private interface Ask {
    Map<String, @Nullable Object> ask() throws QueryException;
  }

  private static <T> T read(
      Ask ask, java.util.function.Function<Map<String, @Nullable Object>, T> as)
      throws RuleSetException {
    try {
      return as.apply(ask.ask());
    } catch (QueryException e) {
      ChangeException.Kind kind =
          e.badInput() ? ChangeException.Kind.WRONG : ChangeException.Kind.FAILED;
      throw new RuleSetException(kind, String.valueOf(e.getMessage()), e.problems());
    } catch (IllegalArgumentException e) {
      throw new RuleSetException("the agent's answer is no rule set: " + e.getMessage(), e);
    }
  }

  private Map<String, @Nullable Object> all() throws QueryException {
    return api.call("GET", "rules", null);
  }

  @Override
  public List<RuleSetState> list() throws RuleSetException {
    return read(
        this::all,
        json -> {
          List<RuleSetState> states = new ArrayList<>();
          if (json.get("rules") instanceof List<?> list) {
            list.forEach(one -> states.add(RuleSetJson.read(RuleSetJson.object(one))));
          }
          return states;
        });
  }

  @Override
  public List<String> problems() throws RuleSetException {
    return read(
        this::all,
        json ->
            json.get("problems") instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of());
  }

  @Override
  public RuleSetState put(RuleSetInfo set) throws RuleSetException {
    String body = JsonText.write(RuleSetJson.write(set));
    return read(() -> api.call("PUT", path(set.id()), body), RuleSetJson::read);
  }

  /** Sends what differs alone: the rest stays what it is by then. */
  @Override
  public RuleSetState change(String id, UnaryOperator<RuleSetInfo> change) throws RuleSetException {
    RuleSetInfo now =
        list().stream()
            .map(RuleSetState::set)
            .filter(set -> set.id().equals(id))
            .findFirst()
            .orElse(RuleSetInfo.of(id, ""));
    Map<String, @Nullable Object> wanted = RuleSetJson.write(change.apply(now));
    Map<String, @Nullable Object> was = RuleSetJson.write(now);
    wanted.entrySet().removeIf(entry -> Objects.equals(entry.getValue(), was.get(entry.getKey())));
    String body = JsonText.write(wanted);
    return read(() -> api.call("PUT", path(id), body), RuleSetJson::read);
  }

  @Override
  public RuleSetState enable(String id, boolean on) throws RuleSetException {
    String path = path(id) + (on ? "/enable" : "/disable");
    return read(() -> api.call("POST", path, ""), RuleSetJson::read);
  }

  @Override
  public void remove(String id) throws RuleSetException {
    read(() -> api.call("DELETE", path(id), null), json -> json);
  }

  @Override
  public void close() {
    api.close();
  }
}
