package dev.eyepiece.agent.query;

import dev.eyepiece.agent.Answer;
import dev.eyepiece.agent.Answers;
import dev.eyepiece.agent.PromQlQuery;
import dev.eyepiece.agent.QueryException;
import dev.eyepiece.agent.RecordQuery;
import dev.eyepiece.store.Direction;
import dev.eyepiece.store.Search;
import dev.eyepiece.store.SearchSyntaxException;
import dev.eyepiece.store.SqlDialect;
import dev.eyepiece.store.SqlSink;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.store.TelemetrySnapshot;
import dev.eyepiece.store.TimeRange;
import dev.eyepiece.telemetry.Signal;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Answers from one snapshot, which is closed with them, and so is what it was taken of. */
public final class SnapshotAnswers implements Answers {
  private final TelemetrySnapshot snapshot;
  private final InstantSource clock;
  private final Runnable closed;

  public SnapshotAnswers(TelemetrySnapshot snapshot, InstantSource clock) {
    this(snapshot, clock, () -> {});
  }

  /**
   * @param closed closes what the snapshot is of, after it
   */
  SnapshotAnswers(TelemetrySnapshot snapshot, InstantSource clock, Runnable closed) {
    this.snapshot = snapshot;
    this.clock = clock;
    this.closed = closed;
  }

  /**
   * Reads a search.
   *
   * @param clock tells what relative times count from
   */
  public static Search search(String text, InstantSource clock) throws QueryException {
    try {
      return Search.parse(text, clock);
    } catch (SearchSyntaxException e) {
      throw new QueryException(String.valueOf(e.getMessage()), e.position(), true);
    }
  }

  @Override
  public long count(RecordQuery query) throws QueryException {
    try {
      return snapshot
          .records(query.signal())
          .count(search(query.search(), clock), query.range(clock.instant()));
    } catch (StoreException e) {
      throw failed(e);
    }
  }

  @Override
  public Answer records(RecordQuery query, Consumer<String> lines) throws QueryException {
    return answer(
        query,
        (search, range, limit, cutter) ->
            stream(
                query.signal(),
                search,
                range,
                limit,
                line -> cutter.take(() -> lines.accept(line.get()))));
  }

  @Override
  public Answer requests(RecordQuery query, Consumer<String> lines) throws QueryException {
    if (query.signal() == Signal.PROFILES) {
      try {
        return new Requests(snapshot, search(query.search(), clock), query.range(clock.instant()))
            .profiles(query.limit(), lines);
      } catch (StoreException e) {
        throw failed(e);
      }
    }
    return answer(
        query,
        (search, range, limit, cutter) ->
            new Requests(snapshot, search, range).stream(query.signal(), limit, cutter, lines));
  }

  /** Streams matching records past a cutter. */
  private interface Streaming {
    void stream(Search search, TimeRange range, long limit, Cutter cutter) throws StoreException;
  }

  private Answer answer(RecordQuery query, Streaming streaming) throws QueryException {
    Search search = search(query.search(), clock);
    TimeRange range = query.range(clock.instant());
    Cutter cutter = new Cutter(query.limit());
    try {
      // One more than asked for tells whether the limit cut anything.
      long limit = query.limit() == 0 ? 0 : query.limit() + 1;
      streaming.stream(search, range, limit, cutter);
      long matching =
          cutter.cut() ? snapshot.records(query.signal()).count(search, range) : cutter.rows();
      return new Answer(cutter.rows(), matching, cutter.cut());
    } catch (StoreException e) {
      throw failed(e);
    }
  }

  private void stream(
      Signal signal, Search search, TimeRange range, long limit, Consumer<Supplier<String>> sink)
      throws StoreException {
    Direction first = Direction.OLDEST_FIRST;
    switch (signal) {
      case TRACES ->
          snapshot.spans(search, range, limit, span -> sink.accept(() -> SpanLine.write(span)));
      case LOGS ->
          snapshot
              .logs()
              .logs(search, range, first, limit, log -> sink.accept(() -> LogLine.write(log)));
      case METRICS ->
          snapshot
              .metrics()
              .points(search, range, first, limit, one -> sink.accept(() -> PointLine.write(one)));
      case PROFILES ->
          snapshot
              .profiles()
              .samples(
                  search, range, first, limit, one -> sink.accept(() -> SampleLine.write(one)));
    }
  }

  @Override
  public Answer sql(String statement, long limit, SqlSink sink) throws QueryException {
    Counter counter = new Counter(sink);
    try {
      snapshot.sql(statement, limit, counter);
    } catch (StoreException e) {
      throw new QueryException(message(e), QueryException.NO_POSITION, true);
    }
    return new Answer(counter.rows, counter.cut ? -1 : counter.rows, counter.cut);
  }

  @Override
  public SqlDialect dialect() {
    return snapshot.dialect();
  }

  @Override
  public Answer promQl(PromQlQuery query, SqlSink sink) throws QueryException {
    try {
      return PromQlRows.answer(snapshot.metrics(), query, clock, sink);
    } catch (StoreException e) {
      throw failed(e);
    }
  }

  @Override
  public void close() {
    snapshot.close();
    closed.run();
  }

  private static QueryException failed(StoreException e) {
    return new QueryException(message(e), e);
  }

  private static String message(StoreException e) {
    return String.valueOf(e.getMessage());
  }

  private static final class Counter implements SqlSink {
    private final SqlSink sink;
    private long rows;
    private boolean cut;

    private Counter(SqlSink sink) {
      this.sink = sink;
    }

    @Override
    public void columns(List<String> names) {
      sink.columns(names);
    }

    @Override
    public void row(List<@Nullable Object> values) {
      rows++;
      sink.row(values);
    }

    @Override
    public void cut() {
      cut = true;
      sink.cut();
    }
  }
}
