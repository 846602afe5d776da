package dev.eyepiece.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eyepiece.telemetry.Signal;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RuleTextTest {
  private static final List<RoadRule> RULES =
      List.of(
          new RoadRule("a", RoadRule.ErrorMode.IGNORE, Set.of(), "set(span.name, \"Ä\n\")"),
          new RoadRule(
              "b.2_c-d",
              RoadRule.ErrorMode.PROPAGATE,
              Set.of(Signal.LOGS, Signal.TRACES),
              "eyepiece-rules 1\nb IGNORE all 3\n\n"));

  @Test
  void whatIsWrittenIsReadBackAndHashesAlike() {
    byte[] written = RuleText.write(RULES);
    assertThat(RuleText.read(written)).isEqualTo(RULES);
    assertThat(RuleText.hash(RuleText.write(RuleText.read(written))))
        .isEqualTo(RuleText.hash(written))
        .isNotEqualTo(RuleText.hash(RuleText.write(RULES.reversed())))
        .isNotZero();
  }

  @Test
  void whatIsCutOrForeignIsRefused() {
    byte[] written = RuleText.write(RULES);
    int head = "eyepiece-rules 1\n".length();
    int second = head + "a IGNORE all 21\n".length();
    for (int length = 0; length < written.length; length++) {
      byte[] cut = Arrays.copyOf(written, length);
      // After a whole set nothing tells that another followed; the hash does.
      if (length == 0 || (length != head && cut[length - 1] != '\n')) {
        assertThatThrownBy(() -> RuleText.read(cut))
            .as("cut at %d", length)
            .isInstanceOf(IllegalArgumentException.class);
      }
    }
    assertThat(second).isLessThan(written.length);
  }

  @Test
  void idsAreShortPlainWords() {
    assertThat(List.of("a", "0", "redact-cards", "a.b_c", "a".repeat(64))).allMatch(RoadRule::isId);
    assertThat(List.of("", "A", "-a", ".", "..", "a/b", "a b", "ä", "a".repeat(65), "a\n"))
        .noneMatch(RoadRule::isId);
  }
}
