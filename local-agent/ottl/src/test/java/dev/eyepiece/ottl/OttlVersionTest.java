package dev.eyepiece.ottl;

import static dev.eyepiece.ottl.OttlVersion.V0_120;
import static dev.eyepiece.ottl.OttlVersion.V0_146;
import static dev.eyepiece.ottl.OttlVersion.V0_155;
import static dev.eyepiece.ottl.OttlVersion.V0_161;
import static dev.eyepiece.ottl.OttlVersion.V1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.LogRecord;
import dev.eyepiece.telemetry.LogTree;
import dev.eyepiece.telemetry.MetricData;
import dev.eyepiece.telemetry.MetricTree;
import dev.eyepiece.telemetry.NumberPoint;
import dev.eyepiece.telemetry.OtlpJson;
import dev.eyepiece.telemetry.Resource;
import dev.eyepiece.telemetry.ResourceGroup;
import dev.eyepiece.telemetry.Scope;
import dev.eyepiece.telemetry.ScopeGroup;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.telemetry.TelemetryTree;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a version knows and does, against the public sources of each. */
class OttlVersionTest {
  private final Ottl ottl = new Ottl();

  /**
   * A row of the table.
   *
   * @param signal of the statement
   * @param takenBy the versions that take it; the others refuse it when it is loaded
   */
  private record Row(Signal signal, String statement, Set<OttlVersion> takenBy) {}

  private static Row log(String statement, OttlVersion first) {
    return new Row(Signal.LOGS, statement, EnumSet.range(first, V1));
  }

  private static Row metric(String statement, OttlVersion first) {
    return new Row(Signal.METRICS, statement, EnumSet.range(first, V1));
  }

  private static final List<Row> TABLE =
      List.of(
          log("set(log.body, Concat([\"a\"], \"\"))", V0_120),
          log("set(log.body, Bool(\"true\"))", V0_146),
          log("set(log.body, HasPrefix(\"ab\", \"a\"))", V0_146),
          log("delete_index(log.attributes[\"l\"], 0)", V0_146),
          log("flatten(log.attributes, resolve_conflicts=true)", V0_146),
          log("set(log.body, Coalesce([nil, 1]))", V0_155),
          log("set(log.body, ParseCLF(\"x\"))", V0_155),
          log("stringify_all(log.attributes)", V0_155),
          log("set(log.body, Substring(\"abc\", 0, 1, true))", V0_155),
          log("truncate_all(log.attributes, 3)", V0_120),
          log("truncate_all(log.attributes, 3, true)", V0_155),
          log("truncate_all(log.attributes, 3, true, \"..\")", V0_161),
          log("clear(log.attributes)", V0_161),
          log("set(log.body, IsEmpty(\"\"))", V0_161),
          log("set(log.body, ParseCEF(\"x\"))", V0_161),
          new Row(
              Signal.LOGS, "set(log.body, Base64Decode(\"YQ==\"))", EnumSet.range(V0_120, V0_155)),
          metric("extract_sum_metric(true) where metric.name != \"\"", V0_120),
          metric("extract_sum_metric(true, \".sum\") where metric.name != \"\"", V0_146),
          metric("extract_percentile_metric(50.0) where metric.name != \"\"", V0_155),
          metric("extract_avg_metric() where metric.name != \"\"", V1),
          metric("set(exemplar.filtered_attributes[\"a\"], 1)", V0_161));

  @Test
  void a_version_takes_what_it_has_and_refuses_the_rest() {
    for (Row row : TABLE) {
      for (OttlVersion version : OttlVersion.values()) {
        var compiled =
            ottl.compile(
                RuleSource.statements(row.signal, List.of(row.statement)),
                OttlOptions.DEFAULT.of(version));
        assertThat(compiled.rules() != null)
            .as("%s in %s: %s", row.statement, version.text(), compiled.diagnostics())
            .isEqualTo(row.takenBy.contains(version));
      }
    }
  }

  @Test
  void nil_is_written_from_0_161_on() throws Exception {
    for (OttlVersion version : OttlVersion.values()) {
      LogRecord log = run("set(log.attributes[\"a\"], nil)", version, "kept");
      AnyValue expected = version.has(V0_161) ? AnyValue.Empty.INSTANCE : AnyValue.Text.of("kept");
      assertThat(log.attributes().get("a")).as(version.text()).isEqualTo(expected);
    }
  }

  @Test
  void texts_are_cut_inside_of_characters_before_0_155() throws Exception {
    String cut = "truncate_all(log.attributes, 2)";
    assertThat(text(run(cut, V0_155, "aé"))).isEqualTo("a");
    assertThat(text(run(cut, V0_146, "aé"))).isNotEqualTo("a").startsWith("a");
  }

  @Test
  void an_error_refuses_the_batch_by_default_before_0_155() throws Exception {
    for (OttlVersion version : OttlVersion.values()) {
      RuleSet rules = compile("set(log.attributes[\"b\"], Int(log.attributes))", version);
      boolean refused = false;
      try {
        rules.apply(logs("x"), rules.counters());
      } catch (OttlRunException e) {
        refused = true;
      }
      assertThat(refused).as(version.text()).isEqualTo(!version.has(V0_155));
    }
  }

  @Test
  void what_does_not_fit_its_target_does_nothing_before_0_155() throws Exception {
    for (OttlVersion version : OttlVersion.values()) {
      RuleSet rules = compile("set(log.severity_number, \"9\")", version);
      RuleSet.Counters counters = rules.counters();
      boolean failed = false;
      try {
        rules.apply(logs("x"), counters);
      } catch (OttlRunException e) {
        failed = true;
      }
      failed |= counters.counts().getFirst().errors() > 0;
      assertThat(failed).as(version.text()).isEqualTo(version.has(V0_155));
    }
  }

  @Test
  void keys_and_gates_come_with_their_version() {
    var conditions = RuleSource.of("filter", Map.of("log_conditions", List.of("true")));
    var profiles = RuleSource.of("transform", Map.of("profile_statements", List.of()));
    for (OttlVersion version : OttlVersion.values()) {
      OttlOptions options = OttlOptions.DEFAULT.of(version);
      assertThat(ottl.compile(profiles, options).rules() != null)
          .as(version.text())
          .isEqualTo(version.has(V0_146));
      assertThat(ottl.compile(conditions, options).diagnostics())
          .as(version.text())
          .anySatisfy(one ->
              assertThat(one.message())
                  .contains(version.has(V0_146) ? "no context fits" : "is there from 0.146 on"));
      OttlOptions lambdas = new OttlOptions(List.of("ottl.functions.enableLambda"), false, version);
      assertThat(ottl.compile(profiles, lambdas).rules() != null)
          .as(version.text())
          .isEqualTo(version.has(V0_155));
    }
  }

  @Test
  void the_average_of_a_distribution_is_a_gauge() throws Exception {
    String json =
        """
        {"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"d","unit":"ms","histogram":
          {"aggregationTemporality":1,"dataPoints":[{"count":"4","sum":10.0},{"count":"2"},
           {"count":"0","sum":0.0}]}}]}]}]}
        """;
    byte[] proto = OtlpJson.read(Signal.METRICS, json.getBytes(StandardCharsets.UTF_8));
    MetricTree tree = (MetricTree) TelemetryTree.read(Signal.METRICS, proto, proto.length);
    RuleSet rules =
        Objects.requireNonNull(
            ottl.compile(
                    RuleSource.statements(
                        Signal.METRICS, List.of("extract_avg_metric() where metric.name == \"d\"")))
                .rules());
    rules.apply(tree, rules.counters());
    var metrics = tree.resources().getFirst().scopes().getFirst().records();
    assertThat(metrics).map(metric -> metric.name() + " " + metric.unit()).contains("d_avg ms");
    assertThat(metrics.getLast().data()).isInstanceOf(MetricData.Gauge.class);
    assertThat(metrics.getLast().data().points())
        .singleElement()
        .satisfies(point -> assertThat(((NumberPoint) point).value()).isEqualTo(2.5));
  }

  @Test
  void an_unknown_version_is_told_which_are_known() {
    assertThat(OttlVersion.of("0.155")).isEqualTo(V0_155);
    assertThatThrownBy(() -> OttlVersion.of("0.7"))
        .hasMessage("there is no version \"0.7\": expected one of 0.120, 0.146, 0.155, 0.161, 1.0");
  }

  private RuleSet compile(String statement, OttlVersion version) {
    return Objects.requireNonNull(
        ottl.compile(
                RuleSource.statements(Signal.LOGS, List.of(statement)),
                OttlOptions.DEFAULT.of(version))
            .rules());
  }

  private LogRecord run(String statement, OttlVersion version, String value) throws Exception {
    RuleSet rules = compile(statement, version);
    LogTree tree = logs(value);
    rules.apply(tree, rules.counters());
    return tree.resources().getFirst().scopes().getFirst().records().getFirst();
  }

  private static String text(LogRecord log) {
    return log.attributes().get("a") instanceof AnyValue.Text text ? text.value().toString() : "";
  }

  private static LogTree logs(String value) {
    LogRecord log = new LogRecord();
    log.attributes().add("a", value);
    ScopeGroup<LogRecord> scope = new ScopeGroup<>(Scope.empty());
    scope.records().add(log);
    ResourceGroup<LogRecord> resource = new ResourceGroup<>(Resource.empty());
    resource.scopes().add(scope);
    LogTree tree = new LogTree();
    tree.resources().add(resource);
    return tree;
  }
}
