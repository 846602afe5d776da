package dev.eyepiece.ui.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A row of the explorer. */
public sealed interface ExplorerRow {

  /**
   * The head of a service's metrics.
   *
   * @param metrics how many of them are listed
   */
  record Service(String name, int metrics) implements ExplorerRow {}

  record Metric(MetricEntry entry) implements ExplorerRow {}

  /** The rows of metrics whose service, name, description or unit has all the words. */
  static List<ExplorerRow> of(List<MetricEntry> entries, String words) {
    String[] wanted = words.strip().toLowerCase(Locale.ROOT).split("\\s+", -1);
    List<ExplorerRow> rows = new ArrayList<>();
    int head = -1;
    int count = 0;
    for (MetricEntry entry : entries) {
      if (!has(entry, wanted)) {
        continue;
      }
      String service = entry.key().service();
      if (head < 0 || !((Service) rows.get(head)).name().equals(service)) {
        close(rows, head, count);
        head = rows.size();
        count = 0;
        rows.add(new Service(service, 0));
      }
      rows.add(new Metric(entry));
      count++;
    }
    close(rows, head, count);
    return List.copyOf(rows);
  }

  private static void close(List<ExplorerRow> rows, int head, int count) {
    if (head >= 0) {
      rows.set(head, new Service(((Service) rows.get(head)).name(), count));
    }
  }

  private static boolean has(MetricEntry entry, String[] wanted) {
    String text =
        (entry.key().service()
                + "\n"
                + entry.key().name()
                + "\n"
                + entry.description()
                + "\n"
                + entry.unit())
            .toLowerCase(Locale.ROOT);
    for (String word : wanted) {
      if (!text.contains(word)) {
        return false;
      }
    }
    return true;
  }
}
