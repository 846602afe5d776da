package dev.eyepiece.ui.rules;

import dev.eyepiece.agent.RuleSetInfo;
import dev.eyepiece.agent.RuleSetState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rule sets as they are kept and as they are edited, and which one is in the editor. Changes
 * nothing that is kept. For one thread.
 */
final class RuleDrafts {
  private static final int STEP = 10;

  private final Map<String, RuleSetInfo> drafts = new LinkedHashMap<>();
  private List<RuleSetState> stored = List.of();
  private String chosen = "";

  /** Takes what is kept by now. */
  void take(List<RuleSetState> now) {
    stored = List.copyOf(now);
  }

  /** What is kept, in the order in which it runs. */
  List<RuleSetState> stored() {
    return stored;
  }

  /** The one in the editor; empty before the first. */
  String chosen() {
    return chosen;
  }

  void choose(String id) {
    chosen = id;
  }

  /** How a rule set is kept; null when it is not. */
  @Nullable RuleSetState kept(String id) {
    return stored.stream().filter(state -> state.set().id().equals(id)).findFirst().orElse(null);
  }

  /** Whether a rule set is kept just so. */
  boolean isKeptAs(RuleSetInfo set) {
    RuleSetState kept = kept(set.id());
    return kept != null && kept.set().equals(set);
  }

  /** What is in the editor. */
  @Nullable RuleSetInfo edited() {
    RuleSetInfo draft = drafts.get(chosen);
    RuleSetState kept = kept(chosen);
    return draft != null || kept == null ? draft : kept.set();
  }

  /** Whether what is in the editor is not what is kept. */
  boolean isEdited() {
    return drafts.containsKey(chosen);
  }

  /** Kept ones in the order in which they run, then new ones. */
  List<RuleRow> rows() {
    List<RuleRow> all = new ArrayList<>();
    for (RuleSetState state : stored) {
      all.add(row(state, drafts.get(state.set().id())));
    }
    drafts.forEach((id, draft) -> {
      if (kept(id) == null) {
        all.add(new RuleRow(id, draft.name(), false, false, true, "not saved", ""));
      }
    });
    return List.copyOf(all);
  }

  private static RuleRow row(RuleSetState state, @Nullable RuleSetInfo draft) {
    RuleSetInfo set = state.set();
    String did = RuleCountText.of(state);
    String detail =
        set.id()
            + "  ·  "
            + set.priority()
            + (state.fromServer() ? "  ·  of the OpAMP server" : "")
            + (did.isEmpty() ? "" : "  ·  " + did);
    String wrong = state.problem().isEmpty() ? state.counts().lastRefusal() : state.problem();
    return new RuleRow(
        set.id(),
        draft == null ? set.name() : draft.name(),
        set.enabled(),
        true,
        draft != null,
        detail,
        wrong);
  }

  /** Makes a new rule set, under the first number that is free; answers its id. */
  String create(String text) {
    int number = 1;
    while (kept("rules-" + number) != null || drafts.containsKey("rules-" + number)) {
      number++;
    }
    String id = "rules-" + number;
    drafts.put(id, RuleSetInfo.of(id, text).withName("Rules " + number));
    return id;
  }

  /** Something of the rule set in the editor was changed; of a new one also its id. */
  void edit(RuleSetInfo now) {
    RuleSetState kept = kept(chosen);
    if (kept != null && now.withEnabled(kept.set().enabled()).equals(kept.set())) {
      drafts.remove(chosen);
      return;
    }
    if (!now.id().equals(chosen)) {
      drafts.remove(chosen);
      chosen = now.id();
    }
    drafts.put(chosen, now);
  }

  /** Forgets what was typed of a rule set. */
  void forget(String id) {
    drafts.remove(id);
  }

  /** It was kept as it was; what was typed meanwhile stays a draft. */
  void saved(RuleSetInfo as) {
    drafts.remove(as.id(), as);
  }

  /**
   * The kept ones with the chosen one moved, and with the priorities that make them run so.
   *
   * @param by places down, or up below 0
   * @return empty when it cannot be moved so
   */
  List<RuleSetInfo> moved(int by) {
    List<RuleSetInfo> order = new ArrayList<>(stored.stream().map(RuleSetState::set).toList());
    RuleSetState kept = kept(chosen);
    int at = kept == null ? -1 : order.indexOf(kept.set());
    int to = at + by;
    if (at < 0 || to < 0 || to >= order.size()) {
      return List.of();
    }
    order.add(to, order.remove(at));
    for (int i = 0; i < order.size(); i++) {
      order.set(i, order.get(i).withPriority((i + 1) * STEP));
    }
    return List.copyOf(order);
  }

  /** The kept ones run in another order now: what is typed of the chosen one goes with it. */
  void reordered(List<RuleSetInfo> order) {
    order.stream()
        .filter(set -> set.id().equals(chosen))
        .forEach(set ->
            drafts.computeIfPresent(chosen, (id, draft) -> draft.withPriority(set.priority())));
  }
}
