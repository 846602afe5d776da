package dev.eyepiece.ui.rules;

import dev.eyepiece.agent.RuleSetException;
import dev.eyepiece.agent.RuleSetInfo;
import dev.eyepiece.agent.RuleSetState;
import dev.eyepiece.agent.RuleSets;
import dev.eyepiece.ottl.RuleSet;
import dev.eyepiece.ui.task.Background;
import dev.eyepiece.ui.trace.Later;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/**
 * The rule sets, what is edited of them, and what is done to them. What is typed stays a draft
 * until it is saved or switched on. FX thread only.
 */
final class RuleSetsModel {
  private static final long PAUSE_NANOS = 1_000_000_000L;
  private static final int STEP = 10;

  private final RuleSets rules;
  private final Background background;
  private final Later later;
  private final ReadOnlyObjectWrapper<List<RuleRow>> rows = new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyObjectWrapper<@Nullable RuleSetInfo> loaded = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<List<RuleSet.Count>> counts =
      new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyStringWrapper message = new ReadOnlyStringWrapper("");
  private final Map<String, RuleSetInfo> drafts = new LinkedHashMap<>();
  private List<RuleSetState> stored = List.of();
  private String chosen = "";
  private boolean shown;
  private int visit;
  private boolean asking;
  private boolean failed;
  private boolean known;

  RuleSetsModel(RuleSets rules, Background background, Later later) {
    this.rules = rules;
    this.background = background;
    this.later = later;
  }

  /** Kept and new ones, in the order in which they run. */
  ReadOnlyObjectProperty<List<RuleRow>> rowsProperty() {
    return rows.getReadOnlyProperty();
  }

  /** What is to be put into the editor; null before the first. */
  ReadOnlyObjectProperty<@Nullable RuleSetInfo> loadedProperty() {
    return loaded.getReadOnlyProperty();
  }

  /** What the statements of the chosen rule set did. */
  ReadOnlyObjectProperty<List<RuleSet.Count>> countsProperty() {
    return counts.getReadOnlyProperty();
  }

  /** What came of the last thing that was done; empty when there is nothing to say. */
  ReadOnlyStringProperty messageProperty() {
    return message.getReadOnlyProperty();
  }

  /** Whether the message says that something was not done. */
  boolean isFailed() {
    return failed;
  }

  String chosen() {
    return chosen;
  }

  /** What is in the editor. */
  @Nullable RuleSetInfo draft() {
    RuleSetInfo draft = drafts.get(chosen);
    RuleSetState kept = kept(chosen);
    return draft != null || kept == null ? draft : kept.set();
  }

  boolean isStored() {
    return kept(chosen) != null;
  }

  boolean isOn() {
    RuleSetState kept = kept(chosen);
    return kept != null && kept.set().enabled();
  }

  /** Whether what is in the editor is not what is kept. */
  boolean isEdited() {
    return drafts.containsKey(chosen);
  }

  private @Nullable RuleSetState kept(String id) {
    return stored.stream().filter(state -> state.set().id().equals(id)).findFirst().orElse(null);
  }

  /**
   * The view became visible: looks once a second until {@link #hide}.
   *
   * @param first what a new rule set holds where there is none
   */
  void show(String first) {
    shown = true;
    refresh(() -> {
      if (!known) {
        known = true;
        if (stored.isEmpty()) {
          create(first);
        } else {
          choose(stored.getFirst().set().id());
        }
      }
    });
    int mine = ++visit;
    later.run(PAUSE_NANOS, () -> tick(mine));
  }

  void hide() {
    shown = false;
  }

  private void tick(int mine) {
    if (shown && mine == visit) {
      refresh(() -> {});
      later.run(PAUSE_NANOS, () -> tick(mine));
    }
  }

  private void refresh(Runnable then) {
    if (asking) {
      return;
    }
    asking = true;
    background.run(
        "Rule sets",
        rules::list,
        list -> {
          asking = false;
          stored = list;
          update();
          then.run();
        },
        problem -> {
          asking = false;
          say("The rule sets cannot be read: " + problem.getMessage(), true);
        });
  }

  private void update() {
    List<RuleRow> all = new ArrayList<>();
    for (RuleSetState state : stored) {
      all.add(row(state, drafts.get(state.set().id())));
    }
    drafts.forEach((id, draft) -> {
      if (kept(id) == null) {
        all.add(new RuleRow(id, draft.name(), false, false, true, "not saved", ""));
      }
    });
    rows.set(List.copyOf(all));
    RuleSetState state = kept(chosen);
    counts.set(state == null ? List.of() : state.counts().statements());
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

  /** Puts a rule set into the editor. */
  void choose(String id) {
    if (id.equals(chosen)) {
      return;
    }
    chosen = id;
    say("", false);
    load();
    update();
  }

  /** Tells the editor, also when it was told the same before. */
  private void load() {
    loaded.set(null);
    loaded.set(draft());
  }

  /** Makes a new rule set, which is not kept before it is saved or switched on. */
  void create(String text) {
    int number = 1;
    while (kept("rules-" + number) != null || drafts.containsKey("rules-" + number)) {
      number++;
    }
    String id = "rules-" + number;
    drafts.put(id, RuleSetInfo.of(id, text).withName("Rules " + number));
    choose(id);
  }

  /** Something of the rule set in the editor was changed; of a new one also its id. */
  void edit(RuleSetInfo now) {
    RuleSetState kept = kept(chosen);
    if (kept != null && now.withEnabled(kept.set().enabled()).equals(kept.set())) {
      drafts.remove(chosen);
    } else {
      if (!now.id().equals(chosen)) {
        drafts.remove(chosen);
        chosen = now.id();
      }
      drafts.put(chosen, now);
    }
    update();
  }

  /** Forgets what was typed. */
  void revert() {
    drafts.remove(chosen);
    say("", false);
    load();
    update();
  }

  /** Keeps what is in the editor, on or off as it is. */
  void save() {
    put(isOn(), "Saved", "Not saved: ");
  }

  /** Puts what is in the editor in force, or says why not. */
  void switchOn() {
    put(true, "On: it changes all that comes from now on", "Not switched on: ");
  }

  private void put(boolean on, String done, String not) {
    RuleSetInfo draft = draft();
    if (draft != null) {
      work(
          "Keep rules",
          () -> rules.put(draft.withEnabled(on)),
          state -> {
            // What was typed meanwhile stays a draft.
            drafts.remove(draft.id(), draft);
            say(done, false);
          },
          not);
    }
  }

  /** Switches a kept rule set, without what is edited of it. */
  void enable(String id, boolean on) {
    work(
        "Switch rules",
        () -> rules.enable(id, on),
        state -> say(state.set().name() + (on ? " is on" : " is off"), false),
        on ? "Not switched on: " : "Not switched off: ");
  }

  /** Forgets the chosen rule set; one that is on is switched off by it. */
  void delete() {
    String id = chosen;
    if (kept(id) == null) {
      drafts.remove(id);
      chooseNext(id);
      return;
    }
    work(
        "Delete rules",
        () -> {
          rules.remove(id);
          return id;
        },
        gone -> {
          drafts.remove(id);
          chooseNext(id);
        },
        "Not deleted: ");
  }

  private void chooseNext(String gone) {
    rows.get().stream()
        .map(RuleRow::id)
        .filter(id -> !id.equals(gone))
        .findFirst()
        .ifPresentOrElse(this::choose, () -> create(""));
    update();
  }

  /** Moves the chosen rule set up or down in the order in which they run. */
  void move(int by) {
    List<RuleSetInfo> order = new ArrayList<>(stored.stream().map(RuleSetState::set).toList());
    RuleSetState kept = kept(chosen);
    int at = kept == null ? -1 : order.indexOf(kept.set());
    int to = at + by;
    if (at < 0 || to < 0 || to >= order.size()) {
      return;
    }
    order.add(to, order.remove(at));
    work(
        "Order rules",
        () -> {
          for (int i = 0; i < order.size(); i++) {
            int priority = (i + 1) * STEP;
            if (order.get(i).priority() != priority) {
              rules.change(order.get(i).id(), set -> set.withPriority(priority));
            }
          }
          return order;
        },
        done -> {
          drafts.computeIfPresent(chosen, (id, draft) -> draft.withPriority((to + 1) * STEP));
          say("", false);
        },
        "Not moved: ");
  }

  private <T> void work(String title, Callable<T> work, Consumer<T> done, String not) {
    background.run(
        title,
        work,
        result -> {
          done.accept(result);
          reload();
        },
        problem -> say(not + reason(problem), true));
  }

  /** What was changed is read again, whatever a look that is under way will find. */
  private void reload() {
    background.run(
        "Rule sets",
        rules::list,
        list -> {
          stored = list;
          update();
          if (!isEdited()) {
            load();
          }
        },
        problem -> say("The rule sets cannot be read: " + problem.getMessage(), true));
  }

  private static String reason(Throwable problem) {
    return problem instanceof RuleSetException refused && !refused.problems().isEmpty()
        ? String.join("\n", refused.problems().stream().limit(3).toList())
        : String.valueOf(problem.getMessage());
  }

  private void say(String text, boolean isFailed) {
    failed = isFailed;
    message.set(text);
  }
}
