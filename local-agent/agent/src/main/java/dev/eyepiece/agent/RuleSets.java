package dev.eyepiece.agent;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The rule sets of an agent or of a data folder. What is changed here is kept before a call
 * returns, and in force for all requests taken after it. Every call may block. Safe for use by
 * several threads.
 */
public interface RuleSets extends AutoCloseable {

  /** All rule sets, in the order in which they run. */
  List<RuleSetState> list() throws RuleSetException;

  /** What is wrong with rule sets, one sentence each; empty when nothing is. */
  List<String> problems() throws RuleSetException;

  /**
   * Makes a rule set, or puts it in the place of the one with its id.
   *
   * @throws RuleSetException also for rules that do not check: then nothing changes
   */
  RuleSetState put(RuleSetInfo set) throws RuleSetException;

  /**
   * Changes a rule set, or makes one, from what it is at that moment: of changes at the same time
   * none is lost.
   *
   * @param change is given the set, or a new one that is off and has no rules, and keeps its id;
   *     what it throws comes through
   * @throws RuleSetException also for rules that do not check: then nothing changes
   */
  RuleSetState change(String id, UnaryOperator<RuleSetInfo> change) throws RuleSetException;

  /** Switches a rule set on or off. */
  RuleSetState enable(String id, boolean on) throws RuleSetException;

  /** Forgets a rule set; one that is on is switched off by it. */
  void remove(String id) throws RuleSetException;

  /** One rule set. */
  default RuleSetState get(String id) throws RuleSetException {
    return list().stream()
        .filter(state -> state.set().id().equals(id))
        .findFirst()
        .orElseThrow(() -> unknown(id));
  }

  /** What is said of an id that is none. */
  static RuleSetException unknown(String id) {
    String shown = id.length() <= 80 ? id : id.substring(0, 80) + "...";
    return new RuleSetException(
        ChangeException.Kind.UNKNOWN, "there is no rule set '" + shown + "'");
  }

  @Override
  default void close() {}
}
