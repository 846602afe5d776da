package dev.eyepiece.ui;

import dev.eyepiece.agent.ChangeException;
import dev.eyepiece.agent.RuleSetException;
import dev.eyepiece.agent.RuleSetInfo;
import dev.eyepiece.agent.RuleSetState;
import dev.eyepiece.agent.RuleSets;
import dev.eyepiece.ottl.RuleSet;
import dev.eyepiece.pipeline.RuleSetCounts;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Rule sets in memory, which change nothing, for tests of views and models. */
public final class FakeRules implements RuleSets {
  private final Map<String, RuleSetInfo> sets = new TreeMap<>();
  private final Map<String, List<RuleSet.Count>> counts = new TreeMap<>();
  private String failure = "";

  /** What the statements of a rule set did. */
  public synchronized void did(String id, List<RuleSet.Count> statements) {
    counts.put(id, List.copyOf(statements));
  }

  /** From now on nothing can be changed; empty ends it. */
  public synchronized void failWith(String why) {
    failure = why;
  }

  @Override
  public synchronized List<RuleSetState> list() {
    return sets.values().stream()
        .sorted(Comparator.comparingInt(RuleSetInfo::priority).thenComparing(RuleSetInfo::id))
        .map(this::state)
        .toList();
  }

  private RuleSetState state(RuleSetInfo set) {
    List<RuleSet.Count> did = counts.getOrDefault(set.id(), List.of());
    return new RuleSetState(
        set, "", false, new RuleSetCounts(set.id(), set.enabled(), did.size(), 0, "", did));
  }

  @Override
  public List<String> problems() {
    return List.of();
  }

  @Override
  public synchronized RuleSetState put(RuleSetInfo set) throws RuleSetException {
    check();
    List<String> wrong = set.road().problems();
    if (!wrong.isEmpty()) {
      throw new RuleSetException(ChangeException.Kind.WRONG, "it does not check", wrong);
    }
    sets.put(set.id(), set);
    return state(set);
  }

  private void check() throws RuleSetException {
    if (!failure.isEmpty()) {
      throw new RuleSetException(ChangeException.Kind.FAILED, failure);
    }
  }

  @Override
  public synchronized RuleSetState change(String id, UnaryOperator<RuleSetInfo> change)
      throws RuleSetException {
    return put(change.apply(sets.getOrDefault(id, RuleSetInfo.of(id, ""))));
  }

  @Override
  public synchronized RuleSetState enable(String id, boolean on) throws RuleSetException {
    check();
    return put(get(id).set().withEnabled(on));
  }

  @Override
  public synchronized void remove(String id) throws RuleSetException {
    check();
    sets.remove(id);
  }
}
