package dev.eyepiece.ui.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LineDiffTest {

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

  /** Whatever the texts: what stays and goes is the one, what stays and comes is the other. */
  @Test
  void bothTextsCanBeReadFromTheirDifference() {
    long seed = Long.getLong("eyepiece.seed", 4_320L);
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      String before = text(random);
      String after = text(random);
      List<DiffLine> lines = LineDiff.of(before, after);
      assertThat(side(lines, DiffLine.Kind.ADDED)).as("seed %d", seed).isEqualTo(before);
      assertThat(side(lines, DiffLine.Kind.REMOVED)).as("seed %d", seed).isEqualTo(after);
    }
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    int lines = random.nextInt(30);
    for (int i = 0; i < lines; i++) {
      text.append((char) ('a' + random.nextInt(5))).append('\n');
    }
    return text.toString();
  }

  private static String side(List<DiffLine> lines, DiffLine.Kind without) {
    return lines.stream()
        .filter(line -> line.kind() != without)
        .map(line -> line.text() + "\n")
        .collect(Collectors.joining());
  }
}
