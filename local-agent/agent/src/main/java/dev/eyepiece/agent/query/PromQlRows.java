package dev.eyepiece.agent.query;

import dev.eyepiece.agent.Answer;
import dev.eyepiece.agent.PromQlQuery;
import dev.eyepiece.agent.QueryException;
import dev.eyepiece.store.MetricAnswers;
import dev.eyepiece.store.PromQl;
import dev.eyepiece.store.PromQlException;
import dev.eyepiece.store.PromQlResult;
import dev.eyepiece.store.SqlSink;
import dev.eyepiece.store.StoreException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a PromQL expression yields as rows: a value each. */
final class PromQlRows {
  /** Time in UTC, series as text, value, labels by name. */
  private static final List<String> COLUMNS = List.of("time", "series", "value", "labels");

  private PromQlRows() {}

  static Answer answer(MetricAnswers metrics, PromQlQuery query, InstantSource clock, SqlSink sink)
      throws QueryException, StoreException {
    PromQlQuery.Times times = query.times(clock);
    PromQlResult result;
    try {
      PromQl expression = PromQl.parse(query.expression());
      result =
          times.stepNano() == 0
              ? expression.instant(metrics, times.toUnixNano())
              : expression.range(
                  metrics, times.fromUnixNano(), times.toUnixNano(), times.stepNano());
    } catch (PromQlException e) {
      throw new QueryException(String.valueOf(e.getMessage()), e.position(), true);
    }
    if (result.series().isEmpty() && !result.notes().isEmpty()) {
      throw new QueryException(String.join("; ", result.notes()), QueryException.NO_POSITION, true);
    }
    sink.columns(COLUMNS);
    long rows = 0;
    long matching = 0;
    for (PromQlResult.Series series : result.series()) {
      matching += series.values().length;
      for (int i = 0; i < series.values().length && isWithin(rows, query.limit()); i++) {
        sink.row(row(series, i));
        rows++;
      }
    }
    if (rows < matching) {
      sink.cut();
    }
    return new Answer(rows, matching, rows < matching);
  }

  private static boolean isWithin(long rows, long limit) {
    return limit == 0 || rows < limit;
  }

  private static List<@Nullable Object> row(PromQlResult.Series series, int at) {
    long nanos = series.timesUnixNano()[at];
    Instant time =
        Instant.ofEpochSecond(
            Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
    double value = series.values()[at];
    // JSON has no infinity.
    Object shown = Double.isFinite(value) ? (Object) value : PromQlResult.number(value);
    return Arrays.asList(time.toString(), series.text(), shown, series.labels());
  }
}
