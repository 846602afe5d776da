package dev.eyepiece.agent;

import dev.eyepiece.agent.query.SnapshotAnswers;
import dev.eyepiece.store.SqlSink;
import dev.eyepiece.store.TelemetrySnapshot;
import dev.eyepiece.telemetry.Signal;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is asked of runs, of whoever answers and in its SQL. For one thread. Every call blocks. */
public final class RunQuestions {
  private static final long MOST_ROWS = 100_000;

  /** A command that sent nothing is listed for so long. */
  private static final Duration SILENT = Duration.ofDays(1);

  private final Answers answers;
  private final @Nullable RunBook book;
  private final InstantSource clock;

  /**
   * @param book what is known beside the telemetry; null where that cannot be had
   */
  public RunQuestions(Answers answers, @Nullable RunBook book, InstantSource clock) {
    this.answers = answers;
    this.book = book;
    this.clock = clock;
  }

  /** Of a snapshot, which stays the caller's. */
  public static RunQuestions of(
      TelemetrySnapshot snapshot, @Nullable RunBook book, InstantSource clock) {
    return new RunQuestions(new SnapshotAnswers(snapshot, clock), book, clock);
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

  /** All runs that are held or noted, the newest first. */
  public List<RunSummary> list() throws QueryException {
    long now = unixNano(clock.instant());
    Map<String, RunNote> notes;
    RunBook.Pins pins;
    try {
      notes = book == null ? Map.of() : book.notes();
      pins = book == null ? run -> false : book.pins();
    } catch (IOException e) {
      throw new QueryException("what is known of runs: " + e.getMessage(), e);
    }
    Map<String, RunCounts> counts = new LinkedHashMap<>();
    Map<String, RunNote> marks = new LinkedHashMap<>();
    notes.forEach((name, note) -> {
      if (note.marked()) {
        marks.put(name, note);
      }
      boolean lately = now - note.fromUnixNano() < SILENT.toNanos();
      if (note.marked() || (note.fromUnixNano() != 0 && lately)) {
        counts.put(name, new RunCounts());
      }
    });
    RunSql sql = RunSql.of(answers.dialect());
    for (Signal signal : Signal.values()) {
      // A store elsewhere may have no table for a signal, and one that is empty needs no question.
      if (answers.count(new RecordQuery(signal, "", null, 0)) > 0) {
        named(sql, signal, counts);
        marked(signal, marks, now, counts);
      }
    }
    List<RunSummary> runs = new ArrayList<>();
    counts.forEach((name, count) ->
        runs.add(count.summary(name, notes.getOrDefault(name, RunNote.NONE), pins.has(name), now)));
    runs.sort(
        Comparator.comparingLong(RunSummary::fromUnixNano)
            .reversed()
            .thenComparing(RunSummary::name));
    return List.copyOf(runs);
  }

  private static long unixNano(Instant instant) {
    return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
  }

  private static String table(Signal signal) {
    return switch (signal) {
      case TRACES -> "spans";
      case LOGS -> "logs";
      case METRICS -> "points";
      case PROFILES -> "samples";
    };
  }

  private static String time(Signal signal) {
    return signal == Signal.TRACES ? "start_ns" : "time_ns";
  }

  private static String errors(Signal signal) {
    return signal == Signal.TRACES ? "count(*) FILTER (WHERE status = 'error')" : "0";
  }

  private void named(RunSql sql, Signal signal, Map<String, RunCounts> counts)
      throws QueryException {
    String statement =
        "SELECT run, count(*), min("
            + time(signal)
            + "), max("
            + (signal == Signal.TRACES ? "end_ns" : "time_ns")
            + "), "
            + errors(signal)
            + " FROM (SELECT *, "
            + sql.run()
            + " AS run FROM "
            + table(signal)
            + ") WHERE run IS NOT NULL GROUP BY run";
    for (List<@Nullable Object> row : ask(statement)) {
      counts
          .computeIfAbsent(text(row.get(0)), name -> new RunCounts())
          .add(signal, number(row.get(1)), number(row.get(4)))
          .within(number(row.get(2)), number(row.get(3)));
    }
  }

  private void marked(
      Signal signal, Map<String, RunNote> marks, long now, Map<String, RunCounts> counts)
      throws QueryException {
    for (Map.Entry<String, RunNote> mark : marks.entrySet()) {
      RunNote note = mark.getValue();
      long to = note.open() ? now : note.toUnixNano();
      List<@Nullable Object> row =
          ask("SELECT count(*), "
                  + errors(signal)
                  + " FROM "
                  + table(signal)
                  + " WHERE "
                  + within(signal, note.fromUnixNano(), to))
              .getFirst();
      counts
          .computeIfAbsent(mark.getKey(), name -> new RunCounts())
          .add(signal, number(row.get(0)), number(row.get(1)));
    }
  }

  private static String within(Signal signal, long from, long to) {
    return time(signal) + " >= " + from + " AND " + time(signal) + " <= " + to;
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
    RunSql sql = RunSql.of(answers.dialect());
    return new RunComparison(
        before,
        after,
        operations(sql, before, after, "service, '' AS operation"),
        operations(sql, before, after, "service, name AS operation"),
        newErrors(sql, before, after),
        keys(sql, after, before),
        keys(sql, before, after));
  }

  private List<RunComparison.Operation> operations(
      RunSql sql, RunSummary before, RunSummary after, String by) throws QueryException {
    Map<String, RunComparison.Operation> all = new LinkedHashMap<>();
    for (boolean first : new boolean[] {true, false}) {
      String statement =
          "SELECT "
              + by
              + ", count(*), count(*) FILTER (WHERE status = 'error'), "
              + sql.quantile("duration_ns", "0.5")
              + ", "
              + sql.quantile("duration_ns", "0.95")
              + " FROM spans WHERE "
              + spans(sql, first ? before : after)
              + " GROUP BY service, operation";
      for (List<@Nullable Object> row : ask(statement)) {
        add(all, row, first);
      }
    }
    return all.values().stream()
        .sorted(
            Comparator.comparingLong(RunComparison.Operation::slower)
                .reversed()
                .thenComparing(RunComparison.Operation::service)
                .thenComparing(RunComparison.Operation::name))
        .toList();
  }

  private static void add(
      Map<String, RunComparison.Operation> all, List<@Nullable Object> row, boolean first) {
    String service = text(row.get(0));
    String name = text(row.get(1));
    RunComparison.Figures figures =
        new RunComparison.Figures(
            number(row.get(2)), number(row.get(3)), number(row.get(4)), number(row.get(5)));
    all.merge(
        service + "\0" + name,
        new RunComparison.Operation(service, name, first ? figures : null, first ? null : figures),
        (a, b) -> new RunComparison.Operation(service, name, a.before(), b.after()));
  }

  private List<RunComparison.NewError> newErrors(RunSql sql, RunSummary before, RunSummary after)
      throws QueryException {
    List<RunComparison.NewError> errors = new ArrayList<>();
    String what =
        "SELECT service, name, coalesce(nullif(status_message, ''), "
            + sql.attribute("error.type")
            + ", '') AS what, ";
    for (List<@Nullable Object> row :
        ask(
            "SELECT service, name, what, sum(inAfter) FROM ("
                + what
                + "1 AS inAfter FROM spans WHERE status = 'error' AND "
                + spans(sql, after)
                + " UNION ALL "
                + what
                + "0 AS inAfter FROM spans WHERE status = 'error' AND "
                + spans(sql, before)
                + ") GROUP BY service, name, what HAVING min(inAfter) = 1"
                + " ORDER BY sum(inAfter) DESC, service, name, what")) {
      errors.add(
          new RunComparison.NewError(
              text(row.get(0)), text(row.get(1)), text(row.get(2)), number(row.get(3))));
    }
    return List.copyOf(errors);
  }

  /** Keys that one run has and another has not. */
  private List<String> keys(RunSql sql, RunSummary of, RunSummary without) throws QueryException {
    String keys = "SELECT DISTINCT " + sql.keys() + " AS key FROM spans WHERE ";
    return ask(
            "SELECT key FROM ("
                + keys
                + spans(sql, of)
                + ") WHERE key NOT IN (SELECT key FROM ("
                + keys
                + spans(sql, without)
                + ")) ORDER BY key")
        .stream()
        .map(row -> text(row.getFirst()))
        .toList();
  }

  /** The spans of a run. */
  private static String spans(RunSql sql, RunSummary run) {
    String time = within(Signal.TRACES, run.fromUnixNano(), run.toUnixNano());
    return run.note().marked()
        ? "(" + time + ")"
        : "(" + time + " AND " + sql.run() + " = " + sql.literal(run.name()) + ")";
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
