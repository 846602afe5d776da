package dev.eyepiece.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first traces in some order.
 *
 * @param rows at most as many as the query's limit says, in the order asked for
 * @param totals how many there are, where the rows could not be found without; else it is another
 *     question, {@link TelemetrySnapshot#traceTotals}
 */
public record TraceRows(List<TraceRow> rows, @Nullable TraceTotals totals) {}
