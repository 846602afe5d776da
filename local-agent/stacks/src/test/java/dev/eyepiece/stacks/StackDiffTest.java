package dev.eyepiece.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What two trees beside each other say. */
class StackDiffTest {

  @Test
  void a_tree_beside_itself_has_not_changed_anywhere() throws Exception {
    List<String> lines = TestStacks.lines(new Random(TestStacks.seed()), 300);
    StackTree tree = TestStacks.tree(lines.toArray(String[]::new));
    StackDiff diff = StackDiff.of(tree, tree, true, StackDiff.Width.AFTER);
    assertThat(TestStacks.sums(diff.shape())).isEqualTo(TestStacks.sums(tree));
    for (int node = 0; node < diff.shape().size(); node++) {
      assertThat(diff.delta(node)).isZero();
      assertThat(diff.change(node)).isZero();
    }
  }

  @Test
  void new_and_gone_calls_are_told_from_those_that_grew() throws Exception {
    StackTree before = TestStacks.tree("m;old 1000", "m;same 1000");
    StackTree after = TestStacks.tree("m;new 1000", "m;same 3000");
    StackDiff diff = StackDiff.of(before, after, false, StackDiff.Width.BOTH);
    assertThat(TestStacks.sums(diff.shape()))
        .isEqualTo(Map.of("m;old", 1000L, "m;new", 1000L, "m;same", 4000L));
    assertThat(diff.change(node(diff, "m;old"))).isEqualTo(-1);
    assertThat(diff.change(node(diff, "m;new"))).isEqualTo(1);
    assertThat(diff.delta(node(diff, "m;same"))).isEqualTo(2000);
    assertThat(diff.change(node(diff, "m"))).isEqualTo(0.5);
  }

  @Test
  void by_share_a_longer_recording_is_not_more() throws Exception {
    StackTree before = TestStacks.tree("a 100", "b 300");
    StackTree after = TestStacks.tree("a 1000", "b 3000");
    StackDiff diff = StackDiff.of(before, after, true, StackDiff.Width.AFTER);
    assertThat(diff.scale()).isEqualTo(10);
    assertThat(diff.delta(node(diff, "a"))).isZero();
    StackDiff absolute = StackDiff.of(before, after, false, StackDiff.Width.AFTER);
    assertThat(absolute.delta(node(absolute, "a"))).isEqualTo(900);
  }

  @Test
  void chance_is_not_a_change() throws Exception {
    StackTree before = TestStacks.tree("a 100", "b 10000");
    StackTree after = TestStacks.tree("a 115", "b 13000");
    StackDiff diff = StackDiff.of(before, after, false, StackDiff.Width.AFTER);
    assertThat(diff.isNoise(node(diff, "a"))).isTrue();
    assertThat(diff.change(node(diff, "a"))).isZero();
    assertThat(diff.change(node(diff, "b"))).isPositive();
  }

  private static int node(StackDiff diff, String path) {
    for (int node = 0; node < diff.shape().size(); node++) {
      if (TestStacks.path(diff.shape(), node).equals(path)) {
        return node;
      }
    }
    throw new AssertionError("no " + path);
  }
}
