package dev.eyepiece.ruleeditor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.ottl.Ottl;
import dev.eyepiece.telemetry.Signal;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RuleCheckTest {
  private final Ottl ottl = new Ottl();

  private RuleCheck check(String text) {
    return RuleCheck.of(ottl, text, Signal.TRACES);
  }

  @Test
  void rulesWithoutAMistakeAreCompiled() {
    RuleCheck check = check("set(span.name, \"a\")\n# comment\nset(span.name, \"b\")");
    assertThat(check.marks()).isEmpty();
    assertThat(check.rules()).isNotNull();
    assertThat(check.rules().statements()).hasSize(2);
  }

  @Test
  void aMistakeIsMarkedInTheLineWhereItIs() {
    String text = "set(span.name, \"a\")\n\nset(span.nme, \"b\")\n";
    RuleCheck check = check(text);
    assertThat(check.rules()).isNull();
    assertThat(check.marks()).isNotEmpty();
    Mark mark = check.marks().getFirst();
    assertThat(mark.message()).contains("nme");
    int line = text.indexOf("set(span.nme");
    assertThat(mark.start()).isBetween(line, text.length());
  }

  @Test
  void theSecondOfTwoEqualStatementsIsMarkedWhereItStands() {
    String wrong = "set(span.nme, \"b\")";
    RuleCheck check = check(wrong + "\n" + wrong);
    assertThat(check.marks()).hasSizeGreaterThanOrEqualTo(2);
    assertThat(check.marks())
        .anySatisfy(mark -> assertThat(mark.start()).isLessThan(wrong.length()));
    assertThat(check.marks())
        .anySatisfy(mark -> assertThat(mark.start()).isGreaterThan(wrong.length()));
  }

  @Test
  void aMistakeWithinYamlIsMarkedInItsStatement() {
    String text = "trace_statements:\n  - set(span.name, \"a\")\n  - set(span.nme, \"b\")\n";
    RuleCheck check = check(text);
    assertThat(check.marks()).isNotEmpty();
    assertThat(check.marks().getFirst().start())
        .isBetween(text.indexOf("set(span.nme"), text.length());
  }

  @Test
  void anyTextIsCheckedWithoutAnExceptionAndMarksLieWithinIt() {
    long seed = Long.getLong("eyepiece.seed", System.nanoTime());
    Random random = new Random(seed);
    String[] pieces = {
      "set(",
      "span.",
      "name",
      ", ",
      "\"a\"",
      ")",
      " where ",
      "==",
      "[",
      "]",
      "\n",
      "- ",
      "#",
      ":",
      "trace_statements:",
      "1.5",
      "nil",
      "\\",
      "\"",
      "ü",
      "🛒",
      "and ",
      "not ",
      "{",
      "}",
      "  "
    };
    for (int round = 0; round < 2_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(14); i >= 0; i--) {
        text.append(pieces[random.nextInt(pieces.length)]);
      }
      String rules = text.toString();
      assertThat(check(rules).marks())
          .as("seed %s: %s", seed, rules)
          .allSatisfy(mark -> {
            assertThat(mark.start()).isBetween(0, rules.length());
            assertThat(mark.end()).isBetween(mark.start(), rules.length());
          });
      assertThat(Styles.of(ottl, rules, check(rules).marks()).length())
          .as("seed %s: %s", seed, rules)
          .isEqualTo(rules.length());
    }
  }
}
