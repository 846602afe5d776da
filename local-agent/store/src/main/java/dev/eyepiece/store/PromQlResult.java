package dev.eyepiece.store;

import java.util.List;
import java.util.SortedMap;

/**
 * What an expression yields.
 *
 * @param series of an instant in the order of the expression, else sorted by labels; a number is
 *     one series without labels
 * @param notes sentences about what could not be told
 */
public record PromQlResult(List<Series> series, List<String> notes) {

  /**
   * Values over time.
   *
   * @param labels by name; {@code __name__} is the name of the metric, where it has one still
   * @param timesUnixNano steps at which there is a value, nanoseconds since 1970
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Series(SortedMap<String, String> labels, long[] timesUnixNano, double[] values) {

    /** As Prometheus writes it: {@code name{label="value"}}. */
    public String text() {
      StringBuilder text = new StringBuilder(labels.getOrDefault(PromQlSelectorParser.NAME, ""));
      String between = "{";
      for (var label : labels.entrySet()) {
        if (!label.getKey().equals(PromQlSelectorParser.NAME)) {
          String name = label.getKey();
          String key = PromQlLabels.underscored(name).equals(name) ? name : '"' + name + '"';
          text.append(between).append(key).append("=\"");
          text.append(label.getValue().replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
          between = ", ";
        }
      }
      return between.equals("{") ? text.append("{}").toString() : text.append('}').toString();
    }
  }

  /** A number as Prometheus writes it. */
  public static String number(double value) {
    if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
