package dev.eyepiece.ui.query;

import dev.eyepiece.agent.Settings;
import dev.eyepiece.pipeline.Telemetry;
import dev.eyepiece.ruleeditor.Mark;
import dev.eyepiece.store.Search;
import dev.eyepiece.store.SearchSyntaxException;
import dev.eyepiece.store.SqlException;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.store.TimeRange;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.ui.task.Background;
import dev.eyepiece.ui.theme.Formats;
import dev.eyepiece.ui.trace.Asking;
import dev.eyepiece.ui.trace.Later;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongSupplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/** A statement that is written and run, one at a time. FX thread only. */
public final class QueryModel {
  private static final int LONGEST = 256 << 10;

  private final Background background;
  private final Later later;
  private final LongSupplier nanoTime;
  private final QueryLimits limits;
  private final StatementBook book;
  private final Asking asking;
  private final Asking schemaAsking;
  private final ReadOnlyStringWrapper text = new ReadOnlyStringWrapper("");
  private final ReadOnlyObjectWrapper<QueryState> state =
      new ReadOnlyObjectWrapper<>(new QueryState.Idle());
  private final ReadOnlyObjectWrapper<List<Mark>> marks = new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyObjectWrapper<Schema> schema = new ReadOnlyObjectWrapper<>(Schema.UNKNOWN);
  private long runs;

  /**
   * A model with an empty statement.
   *
   * @param nanoTime a monotonic clock
   */
  QueryModel(
      Telemetry telemetry,
      Background background,
      Later later,
      LongSupplier nanoTime,
      QueryLimits limits,
      StatementBook book) {
    this.background = background;
    this.later = later;
    this.nanoTime = nanoTime;
    this.limits = limits;
    this.book = book;
    asking = new Asking(telemetry, background);
    schemaAsking = new Asking(telemetry, background);
  }

  /**
   * The model of the window.
   *
   * @param kept the file of statements; need not be there
   */
  public static QueryModel over(
      Telemetry telemetry, Background background, Settings settings, Path kept) {
    return new QueryModel(
        telemetry,
        background,
        Later.of(background),
        System::nanoTime,
        new QueryLimits(settings.queryTime(), settings.queryRows()),
        new StatementBook(kept, background));
  }

  /** Follows what is typed. */
  void type(String now) {
    if (!now.equals(text.get())) {
      text.set(now);
      marks.set(List.of());
    }
  }

  /** Looks anew at which tables and columns there are. */
  void look() {
    schemaAsking.ask(
        "Look at tables",
        Schema::read,
        schema::set,
        // Completion does without, and statements say what fails.
        failure -> {});
  }

  /** Runs what is typed. */
  void run() {
    String sql = text.get();
    if (sql.isBlank()) {
      return;
    }
    if (sql.length() > LONGEST) {
      state.set(
          new QueryState.Failed(
              "a statement of " + sql.length() + " characters; expected at most " + LONGEST, ""));
      return;
    }
    book.ran(sql);
    run(sql, sql, null);
  }

  /** Runs another statement, which then is the one that is typed. */
  void run(String sql) {
    type(sql);
    run();
  }

  private void run(String asked, String shown, QueryResult.@Nullable Order order) {
    long mine = ++runs;
    long began = nanoTime.getAsLong();
    marks.set(List.of());
    state.set(new QueryState.Running(began));
    later.run(limits.time().toNanos(), () -> strike(mine));
    asking.ask(
        "SQL",
        snapshot -> {
          ResultSink sink = new ResultSink(ResultSink.MOST_TEXT);
          snapshot.sql(asked, limits.rows(), sink);
          return sink.result(shown, nanoTime.getAsLong() - began, order);
        },
        result -> state.set(new QueryState.Done(result)),
        problem -> failed(shown, problem, order == null));
  }

  private void strike(long run) {
    if (run == runs && state.get() instanceof QueryState.Running) {
      asking.cancel();
      state.set(
          new QueryState.Stopped(
              "Ended after "
                  + limits.timeText()
                  + ", the time limit (setting query.time-limit). Narrow it by time, or ask for"
                  + " less."));
    }
  }

  private void failed(String sql, Throwable problem, boolean placed) {
    if (!(problem instanceof SqlException e)) {
      state.set(new QueryState.Failed(String.valueOf(problem.getMessage()), ""));
      return;
    }
    boolean known = placed && e.offset() >= 0 && sql.equals(text.get());
    if (known) {
      marks.set(List.of(mark(sql, e)));
    }
    state.set(new QueryState.Failed(e.problem(), known ? where(sql, e.offset()) : ""));
  }

  /** From the place that the engine names to the end of the word there. */
  private static Mark mark(String sql, SqlException e) {
    int start = Math.min(e.offset(), sql.length());
    int end =
        SqlLexer.tokens(sql).stream()
            .filter(token -> token.start() <= start && start < token.end())
            .mapToInt(SqlToken::end)
            .findFirst()
            .orElse(start);
    boolean beyond = start == sql.length() && start > 0;
    return new Mark(beyond ? start - 1 : start, end, e.problem());
  }

  private static String where(String sql, int offset) {
    String before = sql.substring(0, Math.min(offset, sql.length()));
    long line = before.chars().filter(c -> c == '\n').count() + 1;
    return "line " + line + ", column " + (before.length() - before.lastIndexOf('\n'));
  }

  /** Ends what runs. */
  void cancel() {
    if (state.get() instanceof QueryState.Running(long since)) {
      asking.cancel();
      state.set(
          new QueryState.Stopped(
              "Cancelled after " + Formats.duration(nanoTime.getAsLong() - since)));
    }
  }

  /**
   * Sorts the result: all rows, also those that it was cut by, for which the store is asked again.
   */
  void sort(QueryResult.Order order) {
    if (!(state.get() instanceof QueryState.Done(QueryResult result))
        || order.equals(result.order())) {
      return;
    }
    if (result.cut() && !result.full()) {
      String inner = result.statement().stripTrailing().replaceFirst(";\\s*$", "");
      run(
          "SELECT * FROM (\n"
              + inner
              + "\n) ORDER BY "
              + (order.column() + 1)
              + (order.descending() ? " DESC" : "")
              + " NULLS LAST",
          result.statement(),
          order);
      return;
    }
    long mine = ++runs;
    background.run(
        "Sort",
        () -> result.sorted(order),
        sorted -> {
          if (mine == runs) {
            state.set(new QueryState.Done(sorted));
          }
        },
        problem -> state.set(new QueryState.Failed(String.valueOf(problem.getMessage()), "")));
  }

  /** Writes a search as a statement that finds the same records, and runs it. */
  public void openSearch(Signal signal, String search, TimeRange range) {
    asking.cancel();
    long mine = ++runs;
    schemaAsking.ask(
        "Write as SQL",
        snapshot -> {
          Schema now = Schema.read(snapshot);
          return new Written(now, snapshot.asSql(signal, parse(search), range, now.names(signal)));
        },
        written -> {
          schema.set(written.schema());
          if (mine == runs) {
            run(written.sql());
          }
        },
        problem ->
            state.set(
                new QueryState.Failed(
                    "The search cannot be written as SQL: " + problem.getMessage(), "")));
  }

  private record Written(Schema schema, String sql) {}

  private static Search parse(String search) throws StoreException {
    try {
      return Search.parse(search);
    } catch (SearchSyntaxException e) {
      throw new StoreException(String.valueOf(e.getMessage()), e);
    }
  }

  String text() {
    return text.get();
  }

  ReadOnlyStringProperty textProperty() {
    return text.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<QueryState> stateProperty() {
    return state.getReadOnlyProperty();
  }

  /** What is wrong in the text that is typed. */
  ReadOnlyObjectProperty<List<Mark>> marksProperty() {
    return marks.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<Schema> schemaProperty() {
    return schema.getReadOnlyProperty();
  }

  StatementBook book() {
    return book;
  }

  QueryLimits limits() {
    return limits;
  }
}
