package dev.eyepiece.store;

import dev.eyepiece.telemetry.ScopedLog;
import dev.eyepiece.telemetry.TraceId;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a snapshot answers about log records. A record lies where its time says, else where it was
 * seen.
 */
public interface LogAnswers extends RecordAnswers {

  /**
   * Streams matching records.
   *
   * @param limit at most so many; 0 for all
   */
  void logs(
      Search search, TimeRange range, Direction direction, long limit, Consumer<ScopedLog> sink)
      throws StoreException;

  /**
   * Counts matching records by time and severity.
   *
   * @param bins stretches that the range is cut into, at least 1
   */
  LogHistogram histogram(Search search, TimeRange range, int bins) throws StoreException;

  /**
   * The records of a trace, oldest first.
   *
   * @param limit at most so many; 0 for all
   */
  List<ScopedLog> ofTrace(TraceId trace, long limit) throws StoreException;
}
