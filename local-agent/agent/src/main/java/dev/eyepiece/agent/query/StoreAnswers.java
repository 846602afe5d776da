package dev.eyepiece.agent.query;

import dev.eyepiece.agent.Answer;
import dev.eyepiece.agent.Answers;
import dev.eyepiece.agent.PromQlQuery;
import dev.eyepiece.agent.QueryException;
import dev.eyepiece.agent.RecordQuery;
import dev.eyepiece.store.ClickHouse;
import dev.eyepiece.store.ClickHouseConfig;
import dev.eyepiece.store.SqlSink;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.store.TelemetryStore;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

/** Answers from a store elsewhere, without an agent. */
public final class StoreAnswers implements Answers {
  private final SnapshotAnswers answers;
  private final TelemetryStore store;

  private StoreAnswers(SnapshotAnswers answers, TelemetryStore store) {
    this.answers = answers;
    this.store = store;
  }

  public static StoreAnswers open(ClickHouseConfig config, InstantSource clock)
      throws QueryException {
    try {
      TelemetryStore store = ClickHouse.open(config);
      return new StoreAnswers(new SnapshotAnswers(store.snapshot(List.of()), clock), store);
    } catch (StoreException e) {
      throw new QueryException(String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public long count(RecordQuery query) throws QueryException {
    return answers.count(query);
  }

  @Override
  public Answer records(RecordQuery query, Consumer<String> lines) throws QueryException {
    return answers.records(query, lines);
  }

  @Override
  public Answer requests(RecordQuery query, Consumer<String> lines) throws QueryException {
    return answers.requests(query, lines);
  }

  @Override
  public Answer sql(String statement, long limit, SqlSink sink) throws QueryException {
    return answers.sql(statement, limit, sink);
  }

  @Override
  public Answer promQl(PromQlQuery query, SqlSink sink) throws QueryException {
    return answers.promQl(query, sink);
  }

  @Override
  public void close() {
    answers.close();
    try {
      store.close();
    } catch (StoreException e) {
      System.getLogger(StoreAnswers.class.getName())
          .log(System.Logger.Level.DEBUG, "a store that was read did not close", e);
    }
  }
}
