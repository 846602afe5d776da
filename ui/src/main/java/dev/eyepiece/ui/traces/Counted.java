package dev.eyepiece.ui.traces;

import dev.eyepiece.store.TraceTotals;

/**
 * What is known of all that a list shows the first of.
 *
 * @param spansInRange spans held in the range, matching or not
 */
record Counted(TraceTotals totals, ScatterData scatter, long spansInRange) {}
