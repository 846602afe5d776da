package dev.eyepiece.agent.api;

import dev.eyepiece.agent.ChangeException;
import dev.eyepiece.agent.JsonText;
import dev.eyepiece.agent.RuleSetException;
import dev.eyepiece.agent.RuleSetState;
import dev.eyepiece.agent.RuleSets;
import dev.eyepiece.agent.rules.RuleSetJson;
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
public final class RulesApi extends NamedThings {
  private final RuleSets rules;

  public RulesApi(RuleSets rules) {
    super("/api/v1/rules");
    this.rules = rules;
  }

  @Override
  Map<String, @Nullable Object> list() throws RuleSetException {
    List<@Nullable Object> sets = new ArrayList<>();
    for (RuleSetState state : rules.list()) {
      sets.add(RuleSetJson.write(state));
    }
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("rules", sets);
    json.put("problems", rules.problems());
    return json;
  }

  @Override
  Map<String, @Nullable Object> get(String id) throws RuleSetException {
    return RuleSetJson.write(rules.get(id));
  }

  @Override
  Map<String, @Nullable Object> put(String id, String body) throws RuleSetException {
    try {
      Map<String, @Nullable Object> json = JsonText.readObject(body);
      return RuleSetJson.write(rules.change(id, now -> RuleSetJson.change(now, json)));
    } catch (IllegalArgumentException e) {
      throw new RuleSetException(
          ChangeException.Kind.WRONG, "the rule set in the body: " + e.getMessage());
    }
  }

  @Override
  Map<String, @Nullable Object> act(String id, String action) throws RuleSetException {
    return switch (action) {
      case "enable" -> RuleSetJson.write(rules.enable(id, true));
      case "disable" -> RuleSetJson.write(rules.enable(id, false));
      default ->
          throw new RuleSetException(
              ChangeException.Kind.UNKNOWN, "expected rules/ID/enable or rules/ID/disable");
    };
  }

  @Override
  void remove(String id) throws RuleSetException {
    rules.remove(id);
  }
}
