package dev.eyepiece.ui.metrics;

import dev.eyepiece.ui.theme.Csv;
import dev.eyepiece.ui.trace.JsonString;
import java.io.IOException;
import java.util.Locale;

/** Writes what a chart shows as CSV (RFC 4180) or JSON. Times in nanoseconds since 1970. */
public final class ChartExport {
  private ChartExport() {}

  /** A line a value; of heat maps a line for each cell that has values. */
  public static void csv(Charted chart, Appendable out) throws IOException {
    switch (chart.data()) {
      case ChartData.Curves curves -> {
        out.append("timeUnixNano,series,value\r\n");
        for (Line line : curves.lines()) {
          String name = Csv.cell(line.name());
          for (int i = 0; i < line.size(); i++) {
            if (!Double.isNaN(line.value()[i])) {
              out.append(Long.toString(line.time()[i])).append(',').append(name).append(',');
              out.append(Double.toString(line.value()[i])).append("\r\n");
            }
          }
        }
      }
      case ChartData.Heat heat -> {
        HeatMap map = heat.map();
        out.append("fromUnixNano,toUnixNano,above,upTo,count\r\n");
        for (int column = 0; column < map.columns(); column++) {
          for (int row = 0; row < map.rows(); row++) {
            if (map.count(column, row) > 0) {
              out.append(
                  String.format(
                      Locale.ROOT,
                      "%d,%d,%s,%s,%s\r\n",
                      columnStart(map, column),
                      columnStart(map, column + 1),
                      map.edge(row),
                      map.edge(row + 1),
                      map.count(column, row)));
            }
          }
        }
      }
    }
  }

  static long columnStart(HeatMap map, int column) {
    double share = (double) column / map.columns();
    return map.from() + Math.round(share * (double) (map.to() - map.from()));
  }

  /** One object; gaps are null. */
  public static void json(Charted chart, Appendable out) throws IOException {
    MetricEntry entry = chart.entry();
    out.append("{\"service\": ").append(JsonString.of(entry.key().service()));
    out.append(", \"name\": ").append(JsonString.of(entry.key().name()));
    out.append(", \"unit\": ").append(JsonString.of(chart.data().unit()));
    out.append(", \"shows\": ").append(JsonString.of(chart.mode().title()));
    switch (chart.data()) {
      case ChartData.Curves curves -> {
        out.append(", \"series\": [");
        String between = "\n  ";
        for (Line line : curves.lines()) {
          out.append(between).append("{\"name\": ").append(JsonString.of(line.name()));
          out.append(", \"points\": [");
          for (int i = 0; i < line.size(); i++) {
            double value = line.value()[i];
            out.append(i == 0 ? "[\"" : ", [\"").append(Long.toString(line.time()[i]));
            out.append("\", ").append(Double.isNaN(value) ? "null" : Double.toString(value));
            out.append("]");
          }
          out.append("]}");
          between = ",\n  ";
        }
        out.append("\n]}\n");
      }
      case ChartData.Heat heat -> {
        HeatMap map = heat.map();
        out.append(", \"fromUnixNano\": \"").append(Long.toString(map.from()));
        out.append("\", \"toUnixNano\": \"").append(Long.toString(map.to()));
        out.append("\", \"edges\": [");
        for (int row = 0; row <= map.rows(); row++) {
          out.append(row == 0 ? "" : ", ").append(Double.toString(map.edge(row)));
        }
        out.append("], \"counts\": [");
        for (int column = 0; column < map.columns(); column++) {
          out.append(column == 0 ? "\n  [" : ",\n  [");
          for (int row = 0; row < map.rows(); row++) {
            out.append(row == 0 ? "" : ", ").append(Double.toString(map.count(column, row)));
          }
          out.append("]");
        }
        out.append("\n]}\n");
      }
    }
  }
}
