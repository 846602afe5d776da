package dev.eyepiece.agent;

import dev.eyepiece.store.SqlSink;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is asked of named runs, of whoever answers. For one thread. Every call blocks. */
public final class RunQuestions {
  private static final long MOST_ROWS = 100_000;
  private static final String RUN = "json_extract_string(resource, '$.\"" + Runs.RUN_NAME + "\"')";
  private static final String LIST =
      "SELECT run, sum(spans), sum(errors), sum(logs), min(since), max(until) FROM (SELECT "
          + RUN
          + " AS run, count(*) AS spans, count(*) FILTER (status = 'error') AS errors, 0 AS logs,"
          + " min(start_ns) AS since, max(end_ns) AS until FROM spans GROUP BY 1 UNION ALL SELECT "
          + RUN
          + ", 0, 0, count(*), min(time_ns), max(time_ns) FROM logs GROUP BY 1)"
          + " WHERE run IS NOT NULL GROUP BY run ORDER BY max(until) DESC, run";

  private final Answers answers;
  private final RunLabels labels;

  public RunQuestions(Answers answers, RunLabels labels) {
    this.answers = answers;
    this.labels = labels;
  }

  /** Keeps the rows of a statement. */
  private static final class Rows implements SqlSink {
    private final List<List<@Nullable Object>> all = new ArrayList<>();

    @Override
    public void columns(List<String> names) {}

    @Override
    public void row(List<@Nullable Object> values) {
      all.add(values);
    }

    @Override
    public void cut() {}
  }

  private List<List<@Nullable Object>> ask(String sql) throws QueryException {
    Rows rows = new Rows();
    Answer answer = answers.sql(sql, MOST_ROWS, rows);
    if (answer.cut()) {
      throw new QueryException(
          "runs with more than " + MOST_ROWS + " operations, errors or keys cannot be compared",
          QueryException.NO_POSITION,
          false);
    }
    return rows.all;
  }

  /** All runs that are held, the newest first. */
  public List<RunSummary> list() throws QueryException {
    List<RunSummary> runs = new ArrayList<>();
    for (List<@Nullable Object> row : ask(LIST)) {
      String name = text(row.get(0));
      runs.add(
          new RunSummary(
              name,
              labels.of(name),
              number(row.get(1)),
              number(row.get(2)),
              number(row.get(3)),
              number(row.get(4)),
              number(row.get(5))));
    }
    return List.copyOf(runs);
  }

  /**
   * The run of a name, or of what people call it.
   *
   * @throws QueryException when none or several are called so
   */
  public RunSummary find(String called) throws QueryException {
    List<RunSummary> all = list();
    List<RunSummary> found = all.stream().filter(run -> run.name().equals(called)).toList();
    if (found.isEmpty()) {
      found = all.stream().filter(run -> run.label().equals(called)).toList();
    }
    if (found.size() == 1) {
      return found.getFirst();
    }
    String shown = called.length() <= 80 ? called : called.substring(0, 80) + "...";
    String known = String.join(", ", all.stream().limit(10).map(RunSummary::label).toList());
    throw new QueryException(
        found.isEmpty()
            ? "no run '"
                + shown
                + "' is held; expected "
                + (known.isEmpty() ? "one that 'eyepiece run' started" : "one of: " + known)
            : found.size()
                + " runs are called '"
                + shown
                + "'; expected the name of one: "
                + String.join(", ", found.stream().map(RunSummary::name).toList()),
        QueryException.NO_POSITION,
        true);
  }

  /** What differs between two runs. */
  public RunComparison compare(RunSummary before, RunSummary after) throws QueryException {
    return new RunComparison(
        before,
        after,
        operations(before.name(), after.name()),
        newErrors(before.name(), after.name()),
        keys(after.name(), before.name()),
        keys(before.name(), after.name()));
  }

  private List<RunComparison.Operation> operations(String before, String after)
      throws QueryException {
    Map<String, RunComparison.Operation> all = new LinkedHashMap<>();
    for (List<@Nullable Object> row :
        ask(
            "SELECT run, service, name, count(*), count(*) FILTER (status = 'error'),"
                + " quantile_disc(duration_ns, 0.5), quantile_disc(duration_ns, 0.95) FROM "
                + spans(before, after)
                + " GROUP BY run, service, name")) {
      String service = text(row.get(1));
      String name = text(row.get(2));
      RunComparison.Figures figures =
          new RunComparison.Figures(
              number(row.get(3)), number(row.get(4)), number(row.get(5)), number(row.get(6)));
      boolean first = text(row.get(0)).equals(before);
      all.merge(
          service + "\0" + name,
          new RunComparison.Operation(
              service, name, first ? figures : null, first ? null : figures),
          (a, b) ->
              new RunComparison.Operation(
                  service,
                  name,
                  a.before() == null ? b.before() : a.before(),
                  a.after() == null ? b.after() : a.after()));
    }
    return all.values().stream()
        .sorted(
            Comparator.comparingLong(RunComparison.Operation::slower)
                .reversed()
                .thenComparing(RunComparison.Operation::service)
                .thenComparing(RunComparison.Operation::name))
        .toList();
  }

  private List<RunComparison.NewError> newErrors(String before, String after)
      throws QueryException {
    List<RunComparison.NewError> errors = new ArrayList<>();
    for (List<@Nullable Object> row :
        ask(
            "SELECT service, name, coalesce(nullif(status_message, ''),"
                + " json_extract_string(attributes, '$.\"error.type\"'), '') AS what,"
                + " count(*) FILTER (run = "
                + literal(after)
                + ") AS spans FROM "
                + spans(before, after)
                + " WHERE status = 'error' GROUP BY service, name, what"
                + " HAVING count(*) = spans ORDER BY spans DESC, service, name, what")) {
      errors.add(
          new RunComparison.NewError(
              text(row.get(0)), text(row.get(1)), text(row.get(2)), number(row.get(3))));
    }
    return List.copyOf(errors);
  }

  /** Keys that one run has and another has not. */
  private List<String> keys(String of, String without) throws QueryException {
    TreeSet<String> keys = new TreeSet<>();
    for (List<@Nullable Object> row :
        ask(
            "SELECT key FROM (SELECT run, unnest(json_keys(attributes)) AS key FROM "
                + spans(of, without)
                + ") GROUP BY key HAVING count(*) FILTER (run = "
                + literal(without)
                + ") = 0")) {
      keys.add(text(row.get(0)));
    }
    return List.copyOf(keys);
  }

  private static String spans(String one, String other) {
    return "(SELECT "
        + RUN
        + " AS run, service, name, status, status_message, duration_ns, attributes FROM spans"
        + " WHERE run IN ("
        + literal(one)
        + ", "
        + literal(other)
        + "))";
  }

  private static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }

  private static long number(@Nullable Object value) {
    return switch (value) {
      case Long number -> number;
      case Double number -> Math.round(number);
      case null, default -> 0;
    };
  }
}
