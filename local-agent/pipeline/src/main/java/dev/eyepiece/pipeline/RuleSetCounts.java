package dev.eyepiece.pipeline;

import dev.eyepiece.ottl.RuleSet;
import java.util.List;

/**
 * What a rule set did on the road since it has its present text, replays not counted.
 *
 * @param id of the rule set
 * @param on whether it is in force
 * @param requests requests that it ran over
 * @param refused requests that it refused, because of an error under {@code propagate}
 * @param lastRefusal why the newest of them was refused; empty when none was
 * @param statements by statement, in the order of the rules
 */
public record RuleSetCounts(
    String id,
    boolean on,
    long requests,
    long refused,
    String lastRefusal,
    List<RuleSet.Count> statements) {

  public RuleSetCounts {
    statements = List.copyOf(statements);
  }
}
