package dev.eyepiece.ui.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.agent.RuleSetInfo;
import dev.eyepiece.agent.RuleSetState;
import dev.eyepiece.ottl.RuleSet;
import dev.eyepiece.ui.FakeRules;
import dev.eyepiece.ui.InPlace;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RuleSetsModelTest {
  private static final String TEXT = "set(span.attributes[\"a\"], 1)";
  private static final String WRONG = "set(span.atributes[\"a\"], 1)";

  private final FakeRules rules = new FakeRules();
  private final Deque<Runnable> later = new ArrayDeque<>();
  private final RuleSetsModel model =
      new RuleSetsModel(rules, new InPlace(), (nanos, action) -> later.add(action));

  private RuleSetInfo draft() {
    return Objects.requireNonNull(model.draft());
  }

  private List<String> names() {
    return model.rowsProperty().get().stream().map(RuleRow::name).toList();
  }

  @Test
  void whereThereIsNoneANewOneWaitsInTheEditor() {
    model.show(TEXT);
    assertThat(draft().text()).isEqualTo(TEXT);
    assertThat(model.loadedProperty().get()).isEqualTo(draft());
    assertThat(model.isStored()).isFalse();
    assertThat(names()).containsExactly("Rules 1");
    assertThat(rules.list()).isEmpty();
  }

  @Test
  void whatDoesNotCheckIsNotSwitchedOnAndTheReasonIsSaid() {
    model.show(WRONG);
    model.switchOn();
    assertThat(model.isFailed()).isTrue();
    assertThat(model.messageProperty().get()).startsWith("Not switched on: ").contains("atributes");
    assertThat(rules.list()).isEmpty();
    model.edit(draft().withText(TEXT));
    model.switchOn();
    assertThat(model.isFailed()).isFalse();
    assertThat(model.isOn()).isTrue();
    assertThat(model.isEdited()).isFalse();
    assertThat(rules.list()).singleElement().matches(RuleSetState::inForce);
  }

  @Test
  void whatIsTypedStaysADraftUntilItIsApplied() throws Exception {
    rules.put(RuleSetInfo.of("a", TEXT).withEnabled(true));
    rules.put(RuleSetInfo.of("b", TEXT));
    model.show("");
    assertThat(model.chosen()).isEqualTo("a");
    model.edit(draft().withText(TEXT + " where true"));
    assertThat(rules.get("a").set().text()).isEqualTo(TEXT);
    assertThat(model.rowsProperty().get().getFirst().edited()).isTrue();
    model.choose("b");
    assertThat(draft().text()).isEqualTo(TEXT);
    model.choose("a");
    assertThat(draft().text()).isEqualTo(TEXT + " where true");
    model.switchOn();
    assertThat(rules.get("a").set().text()).isEqualTo(TEXT + " where true");
    assertThat(model.isEdited()).isFalse();
    model.edit(draft().withText("other"));
    model.revert();
    assertThat(model.loadedProperty().get()).isEqualTo(rules.get("a").set());
  }

  @Test
  void typingBackWhatIsKeptIsNoDraft() throws Exception {
    rules.put(RuleSetInfo.of("a", TEXT));
    model.show("");
    model.edit(draft().withText("x"));
    model.edit(draft().withText(TEXT));
    assertThat(model.isEdited()).isFalse();
  }

  @Test
  void aNewOneMayChooseItsIdAndItsName() throws Exception {
    model.show(TEXT);
    RuleSetInfo now = draft();
    model.edit(
        new RuleSetInfo(
            "cards", "Redact cards", 5, false, now.signals(), now.errorMode(), now.text()));
    model.save();
    assertThat(rules.get("cards").set().name()).isEqualTo("Redact cards");
    assertThat(model.isOn()).isFalse();
    assertThat(names()).containsExactly("Redact cards");
  }

  @Test
  void theSwitchOfARowLeavesItsDraftAlone() throws Exception {
    rules.put(RuleSetInfo.of("a", TEXT));
    model.show("");
    model.edit(draft().withText("x"));
    model.enable("a", true);
    assertThat(rules.get("a").inForce()).isTrue();
    assertThat(rules.get("a").set().text()).isEqualTo(TEXT);
    assertThat(draft().text()).isEqualTo("x");
    model.enable("a", false);
    assertThat(rules.get("a").inForce()).isFalse();
  }

  @Test
  void theOrderIsChangedByPriorities() throws Exception {
    for (String id : List.of("a", "b", "c")) {
      rules.put(RuleSetInfo.of(id, TEXT).withName(id));
    }
    model.show("");
    model.choose("c");
    model.move(-1);
    assertThat(names()).containsExactly("a", "c", "b");
    model.move(-1);
    model.move(-1);
    assertThat(names()).containsExactly("c", "a", "b");
    model.move(1);
    assertThat(names()).containsExactly("a", "c", "b");
    assertThat(rules.get("b").set().priority()).isGreaterThan(rules.get("c").set().priority());
  }

  @Test
  void deletingChoosesAnother() throws Exception {
    rules.put(RuleSetInfo.of("a", TEXT));
    rules.put(RuleSetInfo.of("b", TEXT));
    model.show("");
    model.delete();
    assertThat(model.chosen()).isEqualTo("b");
    model.delete();
    assertThat(rules.list()).isEmpty();
    assertThat(model.isStored()).isFalse();
  }

  @Test
  void whatFailsIsSaidAndChangesNothing() throws Exception {
    rules.put(RuleSetInfo.of("a", TEXT));
    model.show("");
    rules.failWith("the disk is full");
    model.enable("a", true);
    assertThat(model.messageProperty().get()).isEqualTo("Not switched on: the disk is full");
    model.delete();
    assertThat(model.messageProperty().get()).isEqualTo("Not deleted: the disk is full");
    assertThat(names()).containsExactly("a");
  }

  @Test
  void countsFollowWhileTheViewIsShown() throws Exception {
    rules.put(RuleSetInfo.of("a", TEXT).withEnabled(true));
    model.show("");
    assertThat(model.countsProperty().get()).isEmpty();
    RuleSet.Statement statement = new RuleSet.Statement("transform", "x", TEXT, false);
    rules.did("a", List.of(new RuleSet.Count(statement, 5, 4, 0, 1, 2_000, "failed")));
    later.remove().run();
    assertThat(model.countsProperty().get()).hasSize(1);
    assertThat(RuleCountText.of(model.countsProperty().get().getFirst()))
        .isEqualTo("5 matched  ·  4 changed  ·  1 error  ·  2.00 µs");
    assertThat(model.rowsProperty().get().getFirst().detail()).endsWith("4 changed, 1 error");
    model.hide();
    later.remove().run();
    assertThat(later).isEmpty();
  }
}
