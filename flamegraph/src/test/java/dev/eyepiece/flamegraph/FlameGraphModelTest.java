package dev.eyepiece.flamegraph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.stacks.Frame;
import dev.eyepiece.stacks.FramePattern;
import dev.eyepiece.stacks.Order;
import dev.eyepiece.stacks.StackDiff;
import dev.eyepiece.stacks.Transform;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the page knows, without a window. */
class FlameGraphModelTest {
  private final Deque<Runnable> work = new ArrayDeque<>();
  private final FlameGraphModel model = new FlameGraphModel(work::add, Runnable::run);

  private void finish() {
    while (!work.isEmpty()) {
      work.poll().run();
    }
  }

  private void show(String... lines) throws Exception {
    model.show(TestSources.source(lines));
    finish();
  }

  private FlameScene scene() {
    FlameScene scene = model.sceneProperty().get();
    assertThat(scene).isNotNull();
    return scene;
  }

  @Test
  void a_source_is_made_in_the_background_and_shown_when_it_is_done() throws Exception {
    model.show(TestSources.source("main;run 5"));
    assertThat(model.busyProperty().get()).isTrue();
    assertThat(model.sceneProperty().get()).isNull();
    finish();
    assertThat(model.busyProperty().get()).isFalse();
    assertThat(scene().layout().size()).isEqualTo(3);
  }

  @Test
  void the_newest_wish_wins_whatever_is_done_last() throws Exception {
    model.show(TestSources.source("old 5"));
    Runnable old = work.poll();
    model.show(TestSources.source("new 7"));
    finish();
    assertThat(old).isNotNull();
    old.run();
    finish();
    assertThat(scene().layout().tree().total()).isEqualTo(7);
  }

  @Test
  void later_states_are_looked_at_in_the_same_way_one_after_the_other() throws Exception {
    show("main;run 5", "main;wait 3");
    FlameChoice first = model.choiceProperty().get();
    assertThat(first).isNotNull();
    FlameChoice heaviest = first.withOrder(Order.WEIGHT);
    model.choose(heaviest);
    finish();
    model.refresh(TestSources.source("main;run 6"));
    assertThat(model.busyProperty().get()).isFalse();
    model.refresh(TestSources.source("main;run 7"));
    model.refresh(TestSources.source("main;run 8", "main;wait 1"));
    assertThat(work).hasSize(1);
    finish();
    assertThat(scene().layout().tree().total()).isEqualTo(9);
    assertThat(model.choiceProperty().get()).isEqualTo(heaviest);
  }

  @Test
  void what_waits_is_forgotten_when_something_else_is_shown() throws Exception {
    show("main;run 5");
    model.refresh(TestSources.source("main;run 6"));
    model.refresh(TestSources.source("main;run 7"));
    model.show(new FlameSource("another", TestSources.profile("other 2"), null));
    finish();
    assertThat(scene().layout().tree().total()).isEqualTo(2);
  }

  @Test
  void steps_add_up_and_are_taken_back_from_any_on() throws Exception {
    show("main;run;parse 30", "main;run;read 50", "main;wait 20");
    model.apply(new Transform.Keep(FramePattern.of("run")));
    finish();
    assertThat(scene().layout().tree().total()).isEqualTo(80);
    assertThat(scene().whole()).isEqualTo(100);
    assertThat(scene().picture().notes())
        .contains("20.00 % of the total is hidden by the steps above.");
    model.apply(new Transform.Hide(FramePattern.of("^run$")));
    finish();
    assertThat(scene().layout().levels()).isEqualTo(3);
    model.takeBack(1);
    finish();
    assertThat(scene().layout().levels()).isEqualTo(4);
    model.takeBack(0);
    finish();
    assertThat(scene().layout().tree().total()).isEqualTo(100);
  }

  @Test
  void the_search_says_its_share_of_what_is_zoomed_to() throws Exception {
    show("main;run;parse 30", "main;run;read 50", "other 20");
    model.search("parse|main");
    finish();
    assertThat(model.foundProperty().get()).isEqualTo("80.00 % in 2 functions");
    assertThat(model.graph().matches()).isNotNull();
    model.search("parse(");
    finish();
    assertThat(model.foundProperty().get()).isEqualTo("0 % in 0 functions, taken as plain text");
    model.search("parse");
    model.graph().resize(100, 100);
    model.graph().zoomTo(scene().layout().boxAt(1, 0));
    finish();
    assertThat(model.foundProperty().get()).isEqualTo("37.50 % in 1 function");
    model.search("");
    assertThat(model.foundProperty().get()).isEmpty();
    assertThat(model.graph().matches()).isNull();
  }

  @Test
  void a_search_outlives_a_new_choice() throws Exception {
    show("main;run 5", "other 5");
    model.search("run");
    finish();
    model.apply(new Transform.Invert());
    finish();
    assertThat(model.foundProperty().get()).isEqualTo("50.00 % in 1 function");
    assertThat(model.graph().matches()).isNotNull();
  }

  @Test
  void callers_and_callees_follow_what_is_shown() throws Exception {
    show("a;f;x 1", "b;f;y 2", "b;z 4");
    Frame f =
        scene().layout().frames().stream()
            .filter(n -> n.name().equals("f"))
            .findFirst()
            .orElseThrow();
    model.lookAround(f);
    finish();
    assertThat(total(model.callers())).isEqualTo(3);
    assertThat(total(model.callees())).isEqualTo(3);
    model.apply(new Transform.Drop(FramePattern.of("^a$")));
    finish();
    assertThat(total(model.callees())).isEqualTo(2);
    model.lookAway();
    assertThat(model.callers().scene()).isNull();
  }

  private static long total(GraphState state) {
    FlameScene scene = state.scene();
    assertThat(scene).isNotNull();
    return scene.layout().tree().total();
  }

  @Test
  void the_table_is_sorted_as_one_wishes() throws Exception {
    show("main;big 50", "main;small 5", "main;big;small 20");
    assertThat(names()).containsExactly("big", "small", "main");
    model.sort(FrameSort.TOTAL, true);
    finish();
    assertThat(names()).containsExactly("main", "big", "small");
    model.sort(FrameSort.NAME, false);
    finish();
    assertThat(names()).containsExactly("big", "main", "small");
  }

  private List<String> names() {
    return model.rowsProperty().get().stream().map(row -> row.frame().name()).toList();
  }

  @Test
  void a_comparison_colours_and_says_what_cannot_be_compared() throws Exception {
    model.show(
        new FlameSource(
            "d", TestSources.profile("a 500", "b 500"), TestSources.profile("a 900", "b 100")));
    finish();
    StackDiff diff = scene().picture().diff();
    assertThat(diff).isNotNull();
    model.sort(FrameSort.CHANGE, false);
    finish();
    assertThat(names()).containsExactly("a", "b");
    assertThat(model.rowsProperty().get().getFirst().change()).isEqualTo(-400);
    FlameChoice choice = model.choiceProperty().get();
    assertThat(choice).isNotNull();
    model.choose(choice.withOrder(Order.GIVEN));
    finish();
    assertThat(model.errorProperty().get()).isEmpty();
    model.apply(new Transform.Hide(FramePattern.of("^(((x*)*)*)*\\3$")));
    finish();
    assertThat(model.busyProperty().get()).isFalse();
  }

  @Test
  void a_profile_of_nothing_is_shown_as_nothing() throws Exception {
    show("a 0");
    assertThat(scene().layout().size()).isEqualTo(1);
    model.search("a");
    finish();
    assertThat(model.foundProperty().get()).startsWith("0 %");
  }
}
