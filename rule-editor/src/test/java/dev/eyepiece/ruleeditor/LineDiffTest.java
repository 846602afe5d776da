package dev.eyepiece.ruleeditor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LineDiffTest {
  private static List<String> side(List<DiffLine> lines, DiffLine.Kind other) {
    return lines.stream().filter(line -> line.kind() != other).map(DiffLine::text).toList();
  }

  @Test
  void bothSidesCanBeReadBackFromTheDifference() {
    long seed = Long.getLong("eyepiece.seed", System.nanoTime());
    Random random = new Random(seed);
    for (int round = 0; round < 2_000; round++) {
      List<String> before = lines(random);
      List<String> after = lines(random);
      List<DiffLine> diff = LineDiff.of(before, after);
      assertThat(side(diff, DiffLine.Kind.ADDED)).as("seed %s", seed).isEqualTo(before);
      assertThat(side(diff, DiffLine.Kind.REMOVED)).as("seed %s", seed).isEqualTo(after);
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
    assertThat(LineDiff.of(same, same)).extracting(DiffLine::kind).containsOnly(DiffLine.Kind.SAME);
  }

  @Test
  void aChangedLineIsRemovedThenAdded() {
    assertThat(LineDiff.of(List.of("a", "b", "c"), List.of("a", "x", "c")))
        .extracting(line -> line.kind() + " " + line.text())
        .containsExactly("SAME a", "REMOVED b", "ADDED x", "SAME c");
  }

  private static String shown(List<DiffLine> lines) {
    return lines.stream()
        .map(line -> line.kind().sign() + line.text())
        .collect(Collectors.joining("\n"));
  }

  @Test
  void theFewestLinesAreTakenOutAndPutIn() {
    assertThat(shown(LineDiff.of("a\nb\nc\n", "a\nx\nc\nd\n"))).isEqualTo(" a\n−b\n+x\n c\n+d");
    assertThat(LineDiff.differs(LineDiff.of("a\nb", "a\nb"))).isFalse();
    assertThat(shown(LineDiff.of("", "a"))).isEqualTo("+a");
    assertThat(shown(LineDiff.of("a", ""))).isEqualTo("−a");
  }

  @Test
  void whatIsAlikeFarFromADifferenceIsLeftOut() {
    String many = "l\n".repeat(20);
    List<DiffLine> brief =
        LineDiff.brief(LineDiff.of(many + "old\n" + many, many + "new\n" + many));
    assertThat(shown(brief))
        .isEqualTo("⋯17 lines alike\n l\n l\n l\n−old\n+new\n l\n l\n l\n⋯17 lines alike");
  }

  @Test
  void whatAllLinesAreIndentedByIsTakenOff() {
    List<DiffLine> lines =
        LineDiff.outdented(
            List.of(
                new DiffLine(DiffLine.Kind.LEFT_OUT, "3 lines alike"),
                new DiffLine(DiffLine.Kind.SAME, "    {"),
                new DiffLine(DiffLine.Kind.ADDED, "      \"key\"")));
    assertThat(shown(lines)).isEqualTo("⋯3 lines alike\n {\n+  \"key\"");
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
