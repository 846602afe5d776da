package dev.eyepiece.ottl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.LogRecord;
import dev.eyepiece.telemetry.LogTree;
import dev.eyepiece.telemetry.Metric;
import dev.eyepiece.telemetry.MetricTree;
import dev.eyepiece.telemetry.Resource;
import dev.eyepiece.telemetry.ResourceGroup;
import dev.eyepiece.telemetry.Scope;
import dev.eyepiece.telemetry.ScopeGroup;
import dev.eyepiece.telemetry.Signal;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class OttlTest {
  private final Ottl ottl = new Ottl();

  private static LogTree logs(String... severities) {
    LogTree tree = new LogTree();
    ResourceGroup<LogRecord> resource = new ResourceGroup<>(Resource.empty());
    ScopeGroup<LogRecord> scope = new ScopeGroup<>(Scope.empty());
    for (String severity : severities) {
      LogRecord log = new LogRecord();
      log.attributes().add("level", severity);
      scope.records().add(log);
    }
    resource.scopes().add(scope);
    tree.resources().add(resource);
    return tree;
  }

  private static List<LogRecord> records(LogTree tree) {
    return tree.resources().getFirst().scopes().getFirst().records();
  }

  @Test
  void changesWhatItsConditionMatchesAndCounts() throws Exception {
    RuleSource source =
        RuleSource.statements(
            Signal.LOGS,
            List.of(
                "set(log.severity_text, \"ERROR\") where log.attributes[\"level\"] == \"error\"",
                "set(log.attributes[\"n\"], log.attributes[\"level\"] - 1)"));
    RuleSet rules = Objects.requireNonNull(ottl.compile(source).rules());
    LogTree tree = logs("error", "info", "error");
    RuleSet.Counters counters = rules.counters();
    assertThat(rules.apply(tree, counters)).isTrue();

    assertThat(records(tree))
        .map(log -> log.severityText().toString())
        .containsExactly("ERROR", "", "ERROR");
    RuleSet.Count first = counters.counts().getFirst();
    assertThat(List.of(first.matched(), first.changed(), first.errors()))
        .containsExactly(2L, 2L, 0L);
    RuleSet.Count second = counters.counts().getLast();
    assertThat(second.errors()).isEqualTo(3);
    assertThat(second.lastError()).contains("cannot compute text - an int");
  }

  @Test
  void saysWhyAConditionDidNotHold() throws Exception {
    RuleSource source =
        RuleSource.statements(
            Signal.LOGS,
            List.of("set(log.body, 1) where log.attributes[\"level\"] == \"x\" or log.flags > 3"));
    OttlOptions explained = OttlOptions.DEFAULT.explained();
    RuleSet rules = Objects.requireNonNull(ottl.compile(source, explained).rules());
    Explanation explanation = new Explanation(10);
    rules.apply(logs("error"), rules.counters(), explanation);
    Explanation.Step step = explanation.steps().getFirst();
    assertThat(step.outcome()).isEqualTo(Explanation.Outcome.NOT_MATCHED);
    assertThat(step.record()).isInstanceOf(LogRecord.class);
    assertThat(step.evaluated())
        .map(Explanation.Evaluated::value)
        .containsExactly("\"error\"", "false", "0", "false", "false");
  }

  @Test
  void saysWhichStatementAFieldHasItsValueFrom() throws Exception {
    RuleSource source =
        RuleSource.statements(
            Signal.LOGS,
            List.of(
                "set(log.attributes[\"a\"], 1)",
                "set(log.attributes[\"a\"], 2)",
                "set(log.attributes[\"m\"][\"x\"], log.attributes[\"level\"])",
                "delete_key(log.attributes, \"level\")",
                "set(resource.attributes[\"r\"], true)",
                "set(log.severity_text, \"no\") where log.attributes[\"a\"] == 1"));
    OttlOptions explained = OttlOptions.DEFAULT.explained();
    RuleSet rules = Objects.requireNonNull(ottl.compile(source, explained).rules());
    Explanation explanation = new Explanation(100);
    LogTree tree = logs("error");
    rules.apply(tree, rules.counters(), explanation);
    assertThat(explanation.writes())
        .extracting(Explanation.Write::field, Explanation.Write::statement, w -> "" + w.value())
        .containsExactly(
            tuple("log.attributes[\"a\"]", 1, "2"),
            tuple("log.attributes[\"m\"][\"x\"]", 2, "\"error\""),
            tuple("log.attributes[\"level\"]", 3, "null"),
            tuple("resource.attributes[\"r\"]", 4, "true"));
    assertThat(explanation.writes().getFirst().record()).isSameAs(records(tree).getFirst());
    assertThat(explanation.writes().getLast().record()).isSameAs(tree.resources().getFirst());
  }

  @Test
  void refusesABatchUnderPropagate() throws Exception {
    RuleSource source =
        RuleSource.read(
            """
            processors:
              transform/strict:
                error_mode: propagate
                log_statements:
                  - set(log.body, Int("x"))
            """);
    Ottl.Compilation compilation = ottl.compile(source);
    assertThat(compilation.rules()).isNull();
    Diagnostic diagnostic = compilation.diagnostics().getFirst();
    assertThat(diagnostic.line()).isEqualTo(5);
    assertThat(diagnostic.message()).contains("\"x\" is not a whole number");
  }

  @Test
  void suggestsWhatWasMeant() {
    RuleSource source =
        RuleSource.statements(
            Signal.TRACES,
            List.of(
                "set(span.atributes[\"a\"], 1)",
                "sett(span.name, \"x\")",
                "set(name, \"x\") where IsMatch(span.kind)"));
    assertThat(ottl.compile(source).diagnostics())
        .map(Diagnostic::message)
        .anySatisfy(
            m -> assertThat(m).contains("no context has a function sett: did you mean set?"));
    source =
        RuleSource.statements(
            Signal.TRACES,
            List.of("set(span.atributes[\"a\"], 1)", "set(span.name, \"x\") where Foo()"));
    assertThat(ottl.compile(source).diagnostics()).isNotEmpty();
  }

  @Test
  void dropsRecords() throws Exception {
    RuleSource source =
        RuleSource.read(
            "filter:\n  log_conditions:\n    - log.attributes[\"level\"] == \"debug\"\n");
    RuleSet rules = Objects.requireNonNull(ottl.compile(source).rules());
    LogTree tree = logs("debug", "info", "debug");
    RuleSet.Counters counters = rules.counters();
    assertThat(rules.apply(tree, counters)).isTrue();
    assertThat(records(tree)).hasSize(1);
    assertThat(counters.counts().getFirst().dropped()).isEqualTo(2);
    assertThat(rules.apply(logs("debug"), counters)).isFalse();
  }

  @Test
  void knowsWhatCanBeWritten() {
    Vocabulary vocabulary = ottl.vocabulary("datapoint");
    assertThat(vocabulary.paths())
        .map(Vocabulary.Path::text)
        .contains(
            "datapoint.value_double", "metric.name", "resource.attributes", "datapoint.cache");
    assertThat(vocabulary.functions())
        .map(Vocabulary.Function::name)
        .contains("set", "merge_histogram_buckets", "ParseJSON")
        .doesNotContain("ParseCLF", "copy_metric");
    assertThat(vocabulary.symbols()).contains("FLAG_NONE", "METRIC_DATA_TYPE_SUM");
  }

  @Test
  void highlightsAnything() {
    assertThat(ottl.tokens("set(a, 'x') where nil"))
        .map(OttlToken::kind)
        .contains(OttlToken.Kind.KEYWORD, OttlToken.Kind.BAD, OttlToken.Kind.NAME);
  }

  @Test
  void keepsBodiesThatAreNotText() throws Exception {
    RuleSet rules =
        Objects.requireNonNull(
            ottl.compile(
                    RuleSource.statements(
                        Signal.LOGS, List.of("set(log.body, {\"a\": [1, 2.5, true]})")))
                .rules());
    LogTree tree = logs("info");
    rules.apply(tree, rules.counters());
    assertThat(records(tree).getFirst().body()).isInstanceOf(AnyValue.KeyValues.class);
  }

  /** Each copy is visited too, and copied again. */
  @Test
  void aStatementThatAddsWithoutEndIsStopped() throws Exception {
    RuleSource source =
        RuleSource.read(
            "transform:\n  metric_statements:\n  - context: metric\n    statements: [copy_metric()]\n");
    RuleSet rules = Objects.requireNonNull(ottl.compile(source).rules());
    MetricTree tree = new MetricTree();
    ResourceGroup<Metric> resource = new ResourceGroup<>(Resource.empty());
    ScopeGroup<Metric> scope = new ScopeGroup<>(Scope.empty());
    scope.records().add(new Metric());
    resource.scopes().add(scope);
    tree.resources().add(resource);
    assertThatThrownBy(() -> rules.apply(tree, rules.counters()))
        .isInstanceOf(OttlRunException.class)
        .hasMessageContaining("without end");
  }

  @Test
  void rulesSayWhichSignalsTheyTouch() throws Exception {
    RuleSet logs =
        Objects.requireNonNull(
            ottl.compile(RuleSource.read("set(log.severity_text, \"x\")")).rules());
    assertThat(Arrays.stream(Signal.values()).filter(logs::touches)).containsExactly(Signal.LOGS);
    RuleSet resources =
        Objects.requireNonNull(
            ottl.compile(RuleSource.read("set(resource.attributes[\"a\"], 1)", Signal.TRACES))
                .rules());
    assertThat(Arrays.stream(Signal.values()).filter(resources::touches))
        .containsExactly(Signal.TRACES);
  }

  @Test
  void anErrorModeIsForRulesThatNameNone() throws Exception {
    String text =
        """
        transform/own:
          error_mode: silent
          log_statements: ['set(log.attributes["n"], 1 - log.attributes["level"])']
        transform/given:
          log_statements: ['set(log.attributes["n"], 1 - log.attributes["level"])']
        """;
    RuleSource source = RuleSource.read(text).withErrorMode("propagate");
    RuleSet rules = Objects.requireNonNull(ottl.compile(source).rules());
    assertThatThrownBy(() -> rules.apply(logs("error"), rules.counters()))
        .isInstanceOf(OttlRunException.class)
        .hasMessageStartingWith("transform/given");
  }
}
