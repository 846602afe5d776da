package dev.eyepiece.stacks;

import static dev.eyepiece.stacks.TestStacks.sums;
import static dev.eyepiece.stacks.TestStacks.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What each transform makes of stacks, and that none invents or counts twice. */
class TransformTest {
  private final Random random = new Random(TestStacks.seed());
  private final List<String> lines = TestStacks.lines(random, 400);

  private StackTree random() throws Exception {
    return tree(lines.toArray(String[]::new));
  }

  @Test
  void a_tree_holds_what_the_lines_add_up_to() throws Exception {
    assertThat(sums(random())).isEqualTo(sums(lines));
  }

  @Test
  void turned_stacks_are_the_stacks_from_the_leaf_on() throws Exception {
    Map<String, Long> expected = new TreeMap<>();
    sums(lines)
        .forEach((stack, value) -> {
          List<String> frames = Arrays.asList(stack.split(";"));
          expected.merge(String.join(";", frames.reversed()), value, Long::sum);
        });
    StackTree turned = new Transform.Invert().apply(random());
    assertThat(sums(turned)).isEqualTo(expected);
    assertThat(sums(new Transform.Invert().apply(turned))).isEqualTo(sums(lines));
    assertThat(turned.unexplored()).isZero();
  }

  @Test
  void a_bound_on_callers_keeps_the_sum_and_says_what_it_left_out() throws Exception {
    StackTree whole = random();
    StackTree cut = Transforms.invert(whole, 200);
    assertThat(cut.size()).isLessThanOrEqualTo(200);
    assertThat(cut.total()).isEqualTo(whole.total());
    assertThat(cut.unexplored()).isPositive();
  }

  @Test
  void what_is_left_out_is_told() throws Exception {
    StackTree whole = tree("main;read 30", "main;write 70");
    Transform reads = new Transform.Keep(FramePattern.of("read"));
    Transformed kept =
        Transformed.of(whole, List.of(reads, new Transform.Invert()), "is out of sight");
    assertThat(sums(kept.tree())).isEqualTo(Map.of("read;main", 30L));
    assertThat(kept.notes()).containsExactly("70.00 % of the total is out of sight.");
    assertThat(Transformed.of(whole, List.of(), "is out of sight").notes()).isEmpty();
  }

  @Test
  void hidden_frames_count_for_their_callers() throws Exception {
    Map<String, Long> expected = new TreeMap<>();
    sums(lines)
        .forEach((stack, value) -> {
          String left =
              Arrays.stream(stack.split(";"))
                  .filter(name -> !name.equals("a") && !name.equals("lock"))
                  .collect(Collectors.joining(";"));
          expected.merge(left, value, Long::sum);
        });
    Transform hide = new Transform.Hide(FramePattern.of("^(a|lock)$"));
    assertThat(sums(hide.apply(random()))).isEqualTo(expected);
  }

  @Test
  void keeping_and_dropping_divide_the_stacks() throws Exception {
    StackTree whole = random();
    FramePattern pattern = FramePattern.of("^lock$");
    Map<String, Long> with = sums(new Transform.Keep(pattern).apply(whole));
    Map<String, Long> without = sums(new Transform.Drop(pattern).apply(whole));
    assertThat(with.keySet()).allMatch(stack -> List.of(stack.split(";")).contains("lock"));
    assertThat(without.keySet()).noneMatch(stack -> List.of(stack.split(";")).contains("lock"));
    with.putAll(without);
    assertThat(with).isEqualTo(sums(lines));
  }

  @Test
  void folded_recursion_keeps_the_sum_and_no_path_holds_a_function_twice() throws Exception {
    StackTree whole = random();
    StackTree direct = new Transform.FoldRecursion(true).apply(whole);
    StackTree all = new Transform.FoldRecursion(false).apply(whole);
    assertThat(direct.total()).isEqualTo(whole.total());
    assertThat(all.total()).isEqualTo(whole.total());
    for (int node = 1; node < direct.size(); node++) {
      assertThat(direct.frame(node)).isNotEqualTo(direct.frame(direct.parent(node)));
    }
    assertThat(sums(all).keySet())
        .allMatch(
            stack -> Arrays.stream(stack.split(";")).distinct().count() == stack.split(";").length);
    assertThat(sums(new Transform.FoldRecursion(false).apply(tree("a;b;a;c 5", "a;b;b;d 7"))))
        .isEqualTo(Map.of("a;c", 5L, "a;b;d", 7L));
  }

  @Test
  void callers_and_callees_of_a_function_hold_its_outermost_calls() throws Exception {
    StackTree tree = tree("main;run;read;run;x 3", "main;run 4", "other;read 5", "main;run;read 6");
    Frame run = new Frame("run", "", "", FrameKind.NATIVE, false);
    assertThat(sums(new Transform.Callees(run).apply(tree)))
        .isEqualTo(Map.of("run;read;run;x", 3L, "run", 4L, "run;read", 6L));
    assertThat(sums(new Transform.Callers(run).apply(tree))).isEqualTo(Map.of("run;main", 13L));
    Frame read = new Frame("read", "", "", FrameKind.NATIVE, false);
    assertThat(sums(new Transform.Callers(read).apply(tree)))
        .isEqualTo(Map.of("read;run;main", 9L, "read;other", 5L));
  }

  @Test
  void a_function_counts_once_a_stack_in_the_table() throws Exception {
    StackTree whole = random();
    FrameTotals totals = FrameTotals.of(whole);
    long selfs = 0;
    for (int frame = 0; frame < totals.frames().size(); frame++) {
      String name = totals.frames().get(frame).name();
      long self = 0;
      long total = 0;
      for (Map.Entry<String, Long> stack : sums(lines).entrySet()) {
        List<String> names = List.of(stack.getKey().split(";"));
        self += names.getLast().equals(name) ? stack.getValue() : 0;
        total += names.contains(name) ? stack.getValue() : 0;
      }
      assertThat(totals.self(frame)).as(name).isEqualTo(self);
      assertThat(totals.total(frame)).as(name).isEqualTo(total);
      assertThat(whole.totalOf(just(frame))).as(name).isEqualTo(total);
      selfs += self;
    }
    assertThat(selfs).isEqualTo(whole.total());
    int[] order = totals.bySelf();
    for (int i = 1; i < order.length; i++) {
      assertThat(totals.self(order[i - 1])).isGreaterThanOrEqualTo(totals.self(order[i]));
    }
  }

  @Test
  void text_that_is_no_expression_is_looked_for_as_it_stands() {
    List<Frame> frames = List.of(Frame.named("main("), Frame.named("Main"), Frame.named("other"));
    assertThat(FramePattern.of("main(").matching(frames)).isEqualTo(just(0));
    assertThat(FramePattern.of("main(").isLiteral()).isTrue();
    assertThat(FramePattern.of("^main$").matching(frames)).isEqualTo(just(1));
    assertThat(FramePattern.of("Main").matching(frames)).isEqualTo(just(1));
    assertThat(FramePattern.of("oth|nothing").matching(frames)).isEqualTo(just(2));
  }

  @Test
  void an_expression_that_would_never_end_is_refused() {
    List<Frame> frames = List.of(Frame.named("a".repeat(60) + "b"));
    assertThatThrownBy(() -> FramePattern.of("(a|aa)+\\1$").matching(frames))
        .hasMessageContaining("takes too long");
  }

  private static BitSet just(int frame) {
    BitSet set = new BitSet();
    set.set(frame);
    return set;
  }
}
