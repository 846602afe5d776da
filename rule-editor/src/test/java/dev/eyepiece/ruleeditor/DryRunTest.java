package dev.eyepiece.ruleeditor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.ottl.Explanation;
import dev.eyepiece.ottl.Ottl;
import dev.eyepiece.ottl.RuleSet;
import dev.eyepiece.telemetry.OtlpJson;
import dev.eyepiece.telemetry.Signal;
import java.util.List;
import org.junit.jupiter.api.Test;

class DryRunTest {
  private static DryRun run(String rules, List<Sample> samples) {
    RuleCheck check = RuleCheck.of(new Ottl(), rules, Signal.TRACES);
    assertThat(check.marks()).isEmpty();
    RuleSet compiled = check.rules();
    assertThat(compiled).isNotNull();
    return DryRun.of(compiled, samples);
  }

  @Test
  void aRecordIsChangedOrUntouchedAndTheHeldOneStays() {
    List<Sample> samples = Samples.shop();
    List<String> held = samples.stream().map(one -> OtlpJson.write(one.tree())).toList();
    DryRun run =
        run(
            "set(span.attributes[\"failed\"], true) where"
                + " span.attributes[\"http.status_code\"] >= 500",
            samples);
    assertThat(run.outcomes())
        .extracting(DryRun.Outcome::fate)
        .containsExactly(
            DryRun.Fate.UNTOUCHED,
            DryRun.Fate.CHANGED,
            DryRun.Fate.UNTOUCHED,
            DryRun.Fate.UNTOUCHED);
    assertThat(run.outcomes().get(1).after()).contains("\"failed\"");
    assertThat(run.outcomes().get(1).before()).doesNotContain("\"failed\"");
    assertThat(samples).extracting(one -> OtlpJson.write(one.tree())).isEqualTo(held);
    assertThat(run.counts())
        .singleElement()
        .satisfies(count -> {
          assertThat(count.matched()).isEqualTo(1);
          assertThat(count.changed()).isEqualTo(1);
        });
  }

  @Test
  void aConditionThatDidNotHoldTellsWhatItsSidesWere() {
    DryRun run =
        run(
            "set(span.name, \"x\") where span.attributes[\"http.method\"] == \"POST\"",
            Samples.shop());
    DryRun.Why why = run.outcomes().getFirst().whys().getFirst();
    assertThat(why.outcome()).isEqualTo(Explanation.Outcome.NOT_MATCHED);
    assertThat(why.sides()).contains("span.attributes[\"http.method\"] = \"GET\"");
  }

  @Test
  void aStatementTellsWhichFieldsHaveTheirValueFromIt() {
    DryRun run =
        run(
            """
            set(span.attributes["a"], 1)
            set(span.attributes["a"], 2)
            """,
            Samples.shop());
    assertThat(run.outcomes().getFirst().whys())
        .extracting(DryRun.Why::wrote)
        .containsExactly(List.of(), List.of("span.attributes[\"a\"] = 2"));
  }

  @Test
  void aFilterDropsAndSaysSo() {
    DryRun run =
        run(
            """
            traces:
              span:
                - name == "GET /health"
            """,
            Samples.shop());
    assertThat(run.count(DryRun.Fate.DROPPED)).isEqualTo(1);
    assertThat(run.outcomes().get(2).after()).isEmpty();
  }

  @Test
  void aStatementThatFailsIsSaidPerRecord() {
    DryRun run =
        run(
            "set(span.attributes[\"n\"], ParseJSON(span.name)[\"a\"])",
            Samples.shop().subList(0, 1));
    assertThat(run.count(DryRun.Fate.FAILED)).isEqualTo(1);
    assertThat(run.outcomes().getFirst().error()).isNotEmpty();
  }

  @Test
  void nothingToTryIsNothingTried() {
    assertThat(run("set(span.name, \"x\")", List.of()).outcomes()).isEmpty();
  }
}
