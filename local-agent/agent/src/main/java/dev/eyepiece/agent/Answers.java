package dev.eyepiece.agent;

import dev.eyepiece.store.SqlSink;
import java.util.function.Consumer;

/**
 * Answers questions about telemetry, wherever it is: in this process, in a folder, or with a
 * running agent. For one thread. Every call blocks.
 */
public interface Answers extends AutoCloseable {

  /** Spans that match; the limit is not looked at. */
  long count(SpanQuery query) throws QueryException;

  /**
   * Gives matching spans, oldest start first, each as the text of one JSON object without a line
   * end.
   */
  Answer spans(SpanQuery query, Consumer<String> lines) throws QueryException;

  /**
   * Runs one read-only statement.
   *
   * @param limit at most so many rows; 0 for all
   */
  Answer sql(String statement, long limit, SqlSink sink) throws QueryException;

  @Override
  void close();
}
