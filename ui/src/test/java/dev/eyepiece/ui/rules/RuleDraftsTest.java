package dev.eyepiece.ui.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.agent.RuleSetInfo;
import dev.eyepiece.agent.RuleSetState;
import dev.eyepiece.ui.FakeRules;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is typed of rule sets, without anybody who keeps them. */
class RuleDraftsTest {
  private static final String RULE = "set(span.name, \"x\")";

  private final RuleDrafts drafts = new RuleDrafts();
  private final FakeRules rules = new FakeRules();

  @BeforeEach
  void keepThree() throws Exception {
    int priority = 10;
    for (String id : List.of("a", "b", "c")) {
      rules.put(RuleSetInfo.of(id, RULE).withName(id).withPriority(priority));
      priority += 10;
    }
    drafts.take(rules.list());
    drafts.choose("b");
  }

  private RuleSetInfo edited() {
    RuleSetInfo edited = drafts.edited();
    assertThat(edited).isNotNull();
    return edited;
  }

  @Test
  void whatIsTypedBackAsItIsKeptIsNoDraft() {
    RuleSetInfo kept = edited();
    drafts.edit(kept.withName("other"));
    assertThat(drafts.isEdited()).isTrue();
    assertThat(drafts.rows()).extracting(RuleRow::name).containsExactly("a", "other", "c");
    drafts.edit(kept);
    assertThat(drafts.isEdited()).isFalse();
    assertThat(drafts.rows()).extracting(RuleRow::name).containsExactly("a", "b", "c");
  }

  @Test
  void newOnesGetTheFirstFreeNumberAndStandLast() {
    assertThat(drafts.create(RULE)).isEqualTo("rules-1");
    assertThat(drafts.create("")).isEqualTo("rules-2");
    drafts.forget("rules-1");
    assertThat(drafts.create("")).isEqualTo("rules-1");
    assertThat(drafts.rows())
        .extracting(RuleRow::id)
        .containsExactly("a", "b", "c", "rules-2", "rules-1");
  }

  @Test
  void aNewOneMayGetAnotherId() {
    drafts.choose(drafts.create(""));
    drafts.edit(RuleSetInfo.of("mine", "").withName("Mine"));
    assertThat(drafts.chosen()).isEqualTo("mine");
    assertThat(drafts.rows()).extracting(RuleRow::id).containsExactly("a", "b", "c", "mine");
  }

  @Test
  void whatWasTypedWhileItWasKeptStaysADraft() {
    RuleSetInfo sent = edited().withName("sent");
    drafts.edit(sent);
    drafts.edit(sent.withName("typed on"));
    drafts.saved(sent);
    assertThat(edited().name()).isEqualTo("typed on");
    drafts.saved(sent.withName("typed on"));
    assertThat(drafts.isEdited()).isFalse();
  }

  @Test
  void theChosenOneMovesAndItsDraftGoesWithIt() {
    drafts.edit(edited().withName("draft"));
    List<RuleSetInfo> order = drafts.moved(-1);
    assertThat(order).extracting(RuleSetInfo::id).containsExactly("b", "a", "c");
    assertThat(order).extracting(RuleSetInfo::priority).containsExactly(10, 20, 30);
    assertThat(order.stream().filter(drafts::isKeptAs).map(RuleSetInfo::id)).containsExactly("c");
    drafts.reordered(order);
    assertThat(edited().priority()).isEqualTo(10);
    assertThat(edited().name()).isEqualTo("draft");
    assertThat(drafts.moved(-2)).as("above the first").isEmpty();
    assertThat(drafts.moved(2)).as("below the last").isEmpty();
  }

  @Test
  void whatIsNotKeptCannotBeMoved() {
    drafts.choose(drafts.create(""));
    assertThat(drafts.moved(-1)).isEmpty();
    RuleSetState none = drafts.kept(drafts.chosen());
    assertThat(none).isNull();
  }
}
