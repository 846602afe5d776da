package dev.eyepiece.ui.logs;

import dev.eyepiece.store.Direction;
import dev.eyepiece.store.LogAnswers;
import dev.eyepiece.store.LogHistogram;
import dev.eyepiece.store.Search;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.store.TimeRange;
import dev.eyepiece.ui.trace.LogRow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The answer to one question of the list.
 *
 * @param rows the newest that match, oldest first
 * @param matching records that match, over all that is held
 * @param inRange records held in the range, matching or not
 * @param histogram matching records over time
 */
record LogAnswer(List<LogRow> rows, long matching, long inRange, LogHistogram histogram) {
  /** Records that the list holds at most; the footer says when there are more. */
  static final int MOST_ROWS = 5_000;

  static final LogAnswer NONE = new LogAnswer(List.of(), 0, 0, LogHistogram.EMPTY);

  private static final int BINS = 160;

  /** Blocks. */
  static LogAnswer ask(LogAnswers logs, Search search, TimeRange range) throws StoreException {
    List<LogRow> rows = new ArrayList<>();
    logs.logs(
        search, range, Direction.NEWEST_FIRST, MOST_ROWS, record -> rows.add(new LogRow(record)));
    Collections.reverse(rows);
    return new LogAnswer(
        List.copyOf(rows),
        logs.count(search, range),
        logs.count(Search.All.INSTANCE, range),
        logs.histogram(search, range, BINS));
  }
}
