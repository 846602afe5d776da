package dev.eyepiece.flamegraph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.eyepiece.flamegraph.GraphState.Move;
import dev.eyepiece.flamegraph.paint.Viewport;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is seen of a graph while one zooms, scrolls and walks in it. */
class GraphStateTest {
  private final GraphState state = new GraphState();

  @BeforeEach
  void graph() throws Exception {
    FlameSource source =
        TestSources.source("main;run;parse 30", "main;run;read 50", "main;wait 20", "other 100");
    state.show(SceneMaker.scene(source, FlameChoice.of(source)));
    state.resize(1000, 54);
  }

  private String name(int box) {
    FlameScene scene = state.scene();
    assertThat(scene).isNotNull();
    return scene.picture().name(box);
  }

  @Test
  void the_pointer_finds_the_box_below_it() {
    // The root is at the bottom, 54 pixels are three rows.
    assertThat(name(state.boxAt(10, 50))).isEqualTo("all");
    assertThat(name(state.boxAt(10, 30))).isEqualTo("main");
    assertThat(name(state.boxAt(990, 30))).isEqualTo("other");
    assertThat(name(state.boxAt(10, 10))).isEqualTo("run");
    assertThat(state.boxAt(990, 10)).isEqualTo(-1);
    assertThat(state.boxAt(-5, 10)).isEqualTo(-1);
    assertThat(state.boxAt(10, 500)).isEqualTo(-1);
  }

  @Test
  void a_box_that_is_zoomed_to_fills_the_width_and_back_leads_back() {
    Viewport all = state.viewport();
    state.zoomTo(state.boxAt(10, 30));
    assertThat(name(state.viewport().zoomed())).isEqualTo("main");
    assertThat(name(state.boxAt(0, 30))).isEqualTo("main");
    assertThat(name(state.boxAt(999, 30))).isEqualTo("main");
    assertThat(state.canGoBack()).isTrue();
    state.back();
    assertThat(state.viewport()).isEqualTo(all);
    state.forward();
    assertThat(name(state.viewport().zoomed())).isEqualTo("main");
    state.reset();
    assertThat(state.viewport().to()).isEqualTo(200);
  }

  private static FlameScene later(String... stacks) throws Exception {
    FlameSource source = TestSources.source(stacks);
    return SceneMaker.scene(source, FlameChoice.of(source));
  }

  @Test
  void a_later_state_is_seen_at_the_same_place() throws Exception {
    state.zoomTo(state.boxAt(10, 30));
    state.zoomTo(state.boxAt(10, 10));
    assertThat(name(state.viewport().zoomed())).isEqualTo("run");
    state.showLater(later("a 400", "main;first 5", "main;run;parse 60", "main;run;read 300"));
    assertThat(name(state.viewport().zoomed())).isEqualTo("run");
    assertThat(name(state.chosen())).isEqualTo("run");
    assertThat(state.viewport().to() - state.viewport().from()).isEqualTo(360);
    state.back();
    assertThat(name(state.viewport().zoomed())).isEqualTo("main");
    assertThat(state.viewport().to() - state.viewport().from()).isEqualTo(365);
    state.back();
    assertThat(state.viewport().from()).isZero();
    assertThat(state.viewport().to()).isEqualTo(765);
  }

  @Test
  void where_the_place_is_gone_its_nearest_caller_is_seen() throws Exception {
    state.zoomTo(state.boxAt(10, 30));
    state.zoomTo(state.boxAt(10, 10));
    state.showLater(later("main;wait 30", "other 10"));
    assertThat(name(state.viewport().zoomed())).isEqualTo("main");
    assertThat(name(state.chosen())).isEqualTo("main");
    assertThat(state.viewport().to() - state.viewport().from()).isEqualTo(30);
    state.showLater(later("other 10"));
    assertThat(name(state.viewport().zoomed())).isEqualTo("all");
    assertThat(state.viewport().to()).isEqualTo(10);
  }

  @Test
  void zooming_keeps_the_place_under_the_pointer() {
    Random random = new Random(Long.getLong("seed", 3));
    for (int i = 0; i < 500; i++) {
      double x = random.nextDouble() * 1000;
      double before = state.viewport().position(x, 1000);
      double factor = 0.5 + random.nextDouble();
      boolean inside = state.viewport().to() - state.viewport().from() < 20;
      state.zoomAt(x, factor);
      Viewport view = state.viewport();
      assertThat(view.from()).isGreaterThanOrEqualTo(0);
      assertThat(view.to()).isLessThanOrEqualTo(200.000001);
      assertThat(view.to()).isGreaterThan(view.from());
      if (inside && view.from() > 0 && view.to() < 199.99) {
        assertThat(view.position(x, 1000)).isCloseTo(before, within(1e-6));
      }
    }
  }

  @Test
  void no_scrolling_leaves_the_graph() {
    state.scroll(10_000);
    assertThat(state.viewport().top()).isEqualTo(18);
    state.scroll(-10_000);
    assertThat(state.viewport().top()).isZero();
    state.zoomAt(500, 0.5);
    state.pan(1e9);
    assertThat(state.viewport().to()).isEqualTo(200);
    state.pan(-1e9);
    assertThat(state.viewport().from()).isZero();
  }

  @Test
  void keys_walk_to_callers_callees_and_neighbours() {
    state.move(Move.CALLEE);
    assertThat(name(state.chosen())).isEqualTo("main");
    state.move(Move.RIGHT);
    assertThat(name(state.chosen())).isEqualTo("other");
    state.move(Move.RIGHT);
    state.move(Move.CALLEE);
    assertThat(name(state.chosen())).isEqualTo("other");
    state.move(Move.LEFT);
    state.move(Move.CALLEE);
    state.move(Move.CALLEE);
    assertThat(name(state.chosen())).isEqualTo("parse");
    assertThat(state.viewport().top()).as("brought into view").isEqualTo(18);
    state.move(Move.CALLER);
    assertThat(name(state.chosen())).isEqualTo("run");
  }

  @Test
  void without_a_graph_nothing_happens() {
    state.show(null);
    state.zoomTo(0);
    state.zoomAt(5, 0.5);
    state.pan(3);
    state.scroll(3);
    state.move(Move.CALLEE);
    state.back();
    assertThat(state.boxAt(1, 1)).isEqualTo(-1);
  }
}
