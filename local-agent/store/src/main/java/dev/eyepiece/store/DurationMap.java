package dev.eyepiece.store;

/**
 * Counts of traces in cells of start time and duration, the duration on a logarithmic axis.
 *
 * @param fromUnixNano start of the first column, nanoseconds since 1970
 * @param columnNano width of a column in nanoseconds
 * @param columns number of columns
 * @param minDecade exponent of ten, in nanoseconds, at the lower edge of row 0
 * @param binsPerDecade rows to a factor of ten
 * @param counts traces, column by column: cell (c, r) is at {@code c * rows() + r}
 * @param errors traces with at least one error span, laid out likewise
 */
@SuppressWarnings("ArrayRecordComponent")
public record DurationMap(
    long fromUnixNano,
    long columnNano,
    int columns,
    int minDecade,
    int binsPerDecade,
    int[] counts,
    int[] errors) {

  public int rows() {
    return columns == 0 ? 0 : counts.length / columns;
  }
}
