package dev.eyepiece.ui.rules;

import dev.eyepiece.agent.RuleSetException;
import dev.eyepiece.agent.RuleSetInfo;
import dev.eyepiece.agent.RuleSetState;
import dev.eyepiece.agent.RuleSets;
import dev.eyepiece.ottl.RuleSet;
import dev.eyepiece.ui.task.Background;
import dev.eyepiece.ui.trace.Later;
import java.util.List;
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

  private final RuleSets rules;
  private final Background background;
  private final Later later;
  private final ReadOnlyObjectWrapper<List<RuleRow>> rows = new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyObjectWrapper<@Nullable RuleSetInfo> loaded = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<List<RuleSet.Count>> counts =
      new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyStringWrapper message = new ReadOnlyStringWrapper("");
  private final RuleDrafts drafts = new RuleDrafts();
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
    return drafts.chosen();
  }

  /** What is in the editor. */
  @Nullable RuleSetInfo draft() {
    return drafts.edited();
  }

  boolean isStored() {
    return drafts.kept(chosen()) != null;
  }

  boolean isOn() {
    RuleSetState kept = drafts.kept(chosen());
    return kept != null && kept.set().enabled();
  }

  /** Whether what is in the editor is not what is kept. */
  boolean isEdited() {
    return drafts.isEdited();
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
        if (drafts.stored().isEmpty()) {
          create(first);
        } else {
          choose(drafts.stored().getFirst().set().id());
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
          drafts.take(list);
          update();
          then.run();
        },
        problem -> {
          asking = false;
          say("The rule sets cannot be read: " + problem.getMessage(), true);
        });
  }

  private void update() {
    rows.set(drafts.rows());
    RuleSetState state = drafts.kept(chosen());
    counts.set(state == null ? List.of() : state.counts().statements());
  }

  /** Puts a rule set into the editor. */
  void choose(String id) {
    if (id.equals(chosen())) {
      return;
    }
    drafts.choose(id);
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
    choose(drafts.create(text));
  }

  /** Something of the rule set in the editor was changed; of a new one also its id. */
  void edit(RuleSetInfo now) {
    drafts.edit(now);
    update();
  }

  /** Forgets what was typed. */
  void revert() {
    drafts.forget(chosen());
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
            drafts.saved(draft);
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
    String id = chosen();
    if (drafts.kept(id) == null) {
      drafts.forget(id);
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
          drafts.forget(id);
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
    List<RuleSetInfo> order = drafts.moved(by);
    if (order.isEmpty()) {
      return;
    }
    List<RuleSetInfo> others = order.stream().filter(set -> !drafts.isKeptAs(set)).toList();
    work(
        "Order rules",
        () -> {
          for (RuleSetInfo moved : others) {
            rules.change(moved.id(), set -> set.withPriority(moved.priority()));
          }
          return order;
        },
        done -> {
          drafts.reordered(done);
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
          drafts.take(list);
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
