package dev.eyepiece.ottl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.telemetry.OtlpJson;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.telemetry.TelemetryTree;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Include and exclude lists beyond what the corpus says of them. */
class MatchListsTest {
  private static final String METRICS =
      """
      {"resourceMetrics":[{"scopeMetrics":[{"metrics":[
        {"name":"temp","gauge":{"dataPoints":[{"asInt":"1"},
          {"asInt":"2","attributes":[{"key":"host","value":{"stringValue":"h2"}}]}]}},
        {"name":"cpu","sum":{"dataPoints":[{"asInt":"1"}],"isMonotonic":true}}]}]}]}
      """;

  private final Ottl ottl = new Ottl();

  @Test
  void a_list_is_counted_as_one_statement() throws Exception {
    RuleSet rules =
        Objects.requireNonNull(
            compile(
                    """
                    filter:
                      metrics:
                        exclude: {match_type: regexp, metric_names: ["^t"]}
                    """)
                .rules());
    RuleSet.Counters counters = rules.counters();
    assertThat(rules.apply(metrics(), counters)).isTrue();
    assertThat(counters.counts())
        .singleElement()
        .satisfies(count -> {
          assertThat(count.dropped()).isEqualTo(2);
          assertThat(count.statement().path()).isEqualTo("metrics.exclude");
          assertThat(count.statement().text()).contains("regexp", "^t");
        });
  }

  @Test
  void a_part_of_the_other_language_of_conditions_is_understood() throws Exception {
    assertThat(kept("MetricName == \"temp\" && MetricType == 'Gauge'")).isTrue();
    assertThat(kept("not (Label(\"host\") startsWith \"h\" or HasLabel(`host`))")).isTrue();
    assertThat(kept("MetricName == \"temp\" and not HasLabel(\"host\")")).isTrue();
    assertThat(kept("MetricType == \"Summary\" || MetricName endsWith \"x\"")).isFalse();
  }

  private boolean kept(String expression) throws Exception {
    RuleSet rules = Objects.requireNonNull(compile(including(expression)).rules());
    return rules.apply(metrics(), rules.counters());
  }

  @Test
  void the_rest_of_it_is_refused_with_what_was_wrong() {
    for (String wrong :
        List.of(
            "MetricName",
            "1 + 1 == 2",
            "MetricName in [\"a\"]",
            "MetricName == ",
            "MetricName == \"a\" )",
            "MetricName matches \"[\"",
            "!".repeat(200) + "true",
            "\"a")) {
      assertThat(compile(including(wrong)).diagnostics())
          .as(wrong)
          .singleElement()
          .satisfies(one -> {
            assertThat(one.path()).isEqualTo("metrics.include");
            assertThat(one.message()).containsAnyOf("expected", "not known here", "no pattern");
          });
    }
  }

  private static String including(String expression) {
    return "filter:\n  metrics:\n    include:\n      match_type: expr\n      expressions:\n"
        + "        - '"
        + expression.replace("'", "''")
        + "'\n";
  }

  private Ottl.Compilation compile(String yaml) {
    try {
      return ottl.compile(RuleSource.read(yaml));
    } catch (RuleSyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private static TelemetryTree metrics() throws Exception {
    byte[] proto = OtlpJson.read(Signal.METRICS, METRICS.getBytes(StandardCharsets.UTF_8));
    return TelemetryTree.read(Signal.METRICS, proto, proto.length);
  }
}
