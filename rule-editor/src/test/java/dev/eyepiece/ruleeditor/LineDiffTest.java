package dev.eyepiece.ruleeditor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineDiffTest {
  private static List<String> side(List<LineDiff.Line> lines, LineDiff.Kind other) {
    return lines.stream().filter(line -> line.kind() != other).map(LineDiff.Line::text).toList();
  }

  @Test
  void bothSidesCanBeReadBackFromTheDifference() {
    long seed = Long.getLong("eyepiece.seed", System.nanoTime());
    Random random = new Random(seed);
    for (int round = 0; round < 2_000; round++) {
      List<String> before = lines(random);
      List<String> after = lines(random);
      List<LineDiff.Line> diff = LineDiff.of(before, after);
      assertThat(side(diff, LineDiff.Kind.ADDED)).as("seed %s", seed).isEqualTo(before);
      assertThat(side(diff, LineDiff.Kind.REMOVED)).as("seed %s", seed).isEqualTo(after);
    }
  }

  private static List<String> lines(Random random) {
    List<String> lines = new ArrayList<>();
    for (int i = random.nextInt(12); i > 0; i--) {
      lines.add(Integer.toString(random.nextInt(5)));
    }
    return lines;
  }

  @Test
  void equalTextsHaveNoDifference() {
    List<String> same = List.of("a", "b", "c");
    assertThat(LineDiff.of(same, same))
        .extracting(LineDiff.Line::kind)
        .containsOnly(LineDiff.Kind.SAME);
  }

  @Test
  void aChangedLineIsRemovedThenAdded() {
    assertThat(LineDiff.of(List.of("a", "b", "c"), List.of("a", "x", "c")))
        .extracting(line -> line.kind() + " " + line.text())
        .containsExactly("SAME a", "REMOVED b", "ADDED x", "SAME c");
  }

  @Test
  void textsTooLargeToCompareAreStillShownWhole() {
    List<String> before = new ArrayList<>();
    List<String> after = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      before.add("a" + i);
      after.add("b" + i);
    }
    assertThat(LineDiff.of(before, after)).hasSize(6_000);
  }

  @Test
  void jsonIsLaidOutOneValueALine() {
    assertThat(JsonLines.of("{\"a\":[1,{\"b\":\"x,{}\\\"\"}],\"c\":{},\"d\":[]}"))
        .containsExactly(
            "{",
            "  \"a\": [",
            "    1,",
            "    {",
            "      \"b\": \"x,{}\\\"\"",
            "    }",
            "  ],",
            "  \"c\": {},",
            "  \"d\": []",
            "}");
  }
}
