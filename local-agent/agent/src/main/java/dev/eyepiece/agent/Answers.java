package dev.eyepiece.agent;

import dev.eyepiece.store.SqlDialect;
import dev.eyepiece.store.SqlSink;
import java.util.function.Consumer;

/**
 * Answers questions about telemetry, wherever it is: in this process, in a folder, or with a
 * running agent. For one thread. Every call blocks.
 */
public interface Answers extends AutoCloseable {

  /** Records that match; the limit is not looked at. */
  long count(RecordQuery query) throws QueryException;

  /**
   * Gives matching records, the oldest first, each as the text of one JSON object without a line
   * end.
   */
  Answer records(RecordQuery query, Consumer<String> lines) throws QueryException;

  /**
   * Gives matching records whole, the oldest first, as OTLP requests: each line is the text of one
   * JSON object that any receiver of OTLP takes, with some of the records. Profiles come with all
   * that was in their request, and the answer counts profiles.
   */
  Answer requests(RecordQuery query, Consumer<String> lines) throws QueryException;

  /**
   * Runs one read-only statement.
   *
   * @param limit at most so many rows; 0 for all
   */
  Answer sql(String statement, long limit, SqlSink sink) throws QueryException;

  /** The language of {@link #sql}. */
  SqlDialect dialect() throws QueryException;

  /**
   * Asks the data points with PromQL: a row is a value with its {@code time} in UTC, its {@code
   * series} as text and its {@code labels}.
   */
  Answer promQl(PromQlQuery query, SqlSink sink) throws QueryException;

  @Override
  void close();
}
