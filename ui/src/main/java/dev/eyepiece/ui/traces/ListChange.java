package dev.eyepiece.ui.traces;

import dev.eyepiece.store.TraceRow;
import dev.eyepiece.telemetry.TraceId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What an answer would change in the list; worked out on the background thread, for thousands of
 * rows are compared.
 *
 * @param fresh the rows of the answer
 * @param freshIsShown whether they are what is shown already
 * @param held the rows for somebody who reads
 * @param heldIsShown whether those are what is shown already
 * @param arrived traces of the answer that were not shown
 */
record ListChange(
    List<TraceRow> fresh,
    boolean freshIsShown,
    HeldRows held,
    boolean heldIsShown,
    Set<TraceId> arrived) {

  /**
   * @param shown the rows that were in the list when the question was asked
   */
  static ListChange of(List<TraceRow> shown, List<TraceRow> answer) {
    HeldRows held = HeldRows.merge(shown, answer);
    Set<TraceId> arrived = new HashSet<>();
    answer.forEach(row -> arrived.add(row.traceId()));
    shown.forEach(row -> arrived.remove(row.traceId()));
    return new ListChange(
        answer, shown.equals(answer), held, shown.equals(held.rows()), Set.copyOf(arrived));
  }
}
