package dev.eyepiece.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** That boxes lie where their calls belong. */
class FlameLayoutTest {
  private final Random random = new Random(TestStacks.seed());

  private StackTree random() throws Exception {
    return TestStacks.tree(TestStacks.lines(random, 500).toArray(String[]::new));
  }

  @ParameterizedTest
  @EnumSource
  void boxes_lie_inside_their_callers_and_do_not_overlap(Order order) throws Exception {
    StackTree tree = random();
    FlameLayout layout = FlameLayout.of(tree, order);
    assertThat(layout.size()).isEqualTo(tree.size());
    assertThat(layout.end(0) - layout.start(0)).isEqualTo(tree.total());
    BitSet seen = new BitSet();
    for (int level = 0; level < layout.levels(); level++) {
      long position = 0;
      for (int box = layout.levelStart(level); box < layout.levelStart(level + 1); box++) {
        seen.set(layout.node(box));
        assertThat(layout.level(box)).isEqualTo(level);
        assertThat(layout.start(box)).isGreaterThanOrEqualTo(position);
        assertThat(layout.end(box) - layout.start(box)).isEqualTo(layout.total(box));
        if (box > 0) {
          int parent = layout.parent(box);
          assertThat(layout.level(parent)).isEqualTo(level - 1);
          assertThat(layout.start(box)).isGreaterThanOrEqualTo(layout.start(parent));
          assertThat(layout.end(box)).isLessThanOrEqualTo(layout.end(parent));
          assertThat(tree.parent(layout.node(box))).isEqualTo(layout.node(parent));
        }
        position = layout.end(box);
      }
    }
    assertThat(seen.cardinality()).isEqualTo(tree.size());
  }

  @Test
  void siblings_are_ordered_by_weight_or_by_name() throws Exception {
    StackTree tree = TestStacks.tree("b 1", "a 5", "c 9");
    assertThat(names(FlameLayout.of(tree, Order.WEIGHT))).isEqualTo("cab");
    assertThat(names(FlameLayout.of(tree, Order.NAME))).isEqualTo("abc");
    assertThat(names(FlameLayout.of(tree, Order.GIVEN))).isEqualTo("bac");
  }

  private static String names(FlameLayout layout) {
    StringBuilder names = new StringBuilder();
    for (int box = 1; box < layout.size(); box++) {
      names.append(layout.frames().get(layout.frame(box)).name());
    }
    return names.toString();
  }

  @Test
  void the_box_at_a_position_is_the_one_that_covers_it() throws Exception {
    FlameLayout layout = FlameLayout.of(random(), Order.WEIGHT);
    for (int i = 0; i < 2_000; i++) {
      int level = random.nextInt(layout.levels() + 2) - 1;
      double position = random.nextDouble() * layout.end(0) * 1.1 - 0.05 * layout.end(0);
      int expected = -1;
      if (level >= 0 && level < layout.levels()) {
        for (int box = layout.levelStart(level); box < layout.levelStart(level + 1); box++) {
          if ((double) layout.start(box) <= position && position < (double) layout.end(box)) {
            expected = box;
          }
        }
      }
      assertThat(layout.boxAt(level, position)).isEqualTo(expected);
    }
  }

  @Test
  void matches_below_a_box_count_each_stack_once() throws Exception {
    StackTree tree = TestStacks.tree("m;a;x;a 3", "m;b;a 4", "m;b 5", "n;a 6");
    FlameLayout layout = FlameLayout.of(tree, Order.GIVEN);
    BitSet a = FramePattern.of("^a$").matching(tree.frames());
    assertThat(layout.totalOf(a, 0)).isEqualTo(13);
    assertThat(layout.totalOf(a, layout.boxAt(1, 0))).isEqualTo(7);
    assertThat(layout.totalOf(a, layout.boxAt(2, 0))).isEqualTo(3);
    assertThat(layout.totalOf(a, layout.boxAt(3, 0))).isEqualTo(3);
  }

  @Test
  void a_tree_of_nothing_is_one_empty_box() {
    FlameLayout layout = FlameLayout.of(StackTree.empty(List.of()), Order.NAME);
    assertThat(layout.size()).isEqualTo(1);
    assertThat(layout.boxAt(0, 0)).isEqualTo(-1);
  }
}
