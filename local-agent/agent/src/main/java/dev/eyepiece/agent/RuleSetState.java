package dev.eyepiece.agent;

import dev.eyepiece.agent.rules.RuleSetJson;
import dev.eyepiece.pipeline.RuleSetCounts;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A rule set and what it does.
 *
 * @param problem why it is not in force though it is on; empty when nothing is wrong
 * @param fromServer whether the OpAMP server gave it; such a one is changed there alone
 * @param counts what it did on the road; nothing of it when it was never on in this run
 */
public record RuleSetState(
    RuleSetInfo set, String problem, boolean fromServer, RuleSetCounts counts) {

  /** Whether it changes what comes. */
  public boolean inForce() {
    return counts.on();
  }

  /** As the local API gives it. */
  public Map<String, @Nullable Object> json() {
    return RuleSetJson.write(this);
  }
}
