package dev.eyepiece.ui.metrics;

import dev.eyepiece.ui.theme.Formats;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/** The list of metrics, cut down by words. FX thread only. */
public final class ExplorerModel {
  private final StringProperty filter = new SimpleStringProperty("");
  private final ReadOnlyObjectWrapper<List<ExplorerRow>> rows =
      new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyStringWrapper count = new ReadOnlyStringWrapper("");
  private List<MetricEntry> entries = List.of();

  ExplorerModel() {
    filter.subscribe((before, now) -> list());
  }

  /** Takes all metrics that there are, by service and name. */
  void take(List<MetricEntry> all) {
    entries = all;
    list();
  }

  private void list() {
    List<ExplorerRow> now = ExplorerRow.of(entries, filter.get());
    if (!now.equals(rows.get())) {
      rows.set(now);
    }
    int shown = shown().size();
    String all = Formats.count(entries.size(), "metric");
    count.set(shown == entries.size() ? all : Formats.count(shown) + " of " + all + " match");
  }

  private List<MetricEntry> shown() {
    return rows.get().stream()
        .filter(ExplorerRow.Metric.class::isInstance)
        .map(row -> ((ExplorerRow.Metric) row).entry())
        .toList();
  }

  /**
   * The metric some rows further down, as far as there are rows.
   *
   * @param from null and what is not in the list count as the place before it, or behind it
   * @return null where no metric is listed
   */
  @Nullable MetricKey step(@Nullable MetricKey from, int down) {
    List<MetricEntry> shown = shown();
    if (shown.isEmpty()) {
      return null;
    }
    MetricEntry now = MetricEntry.find(shown, from);
    int at = now == null ? (down > 0 ? -1 : shown.size()) : shown.indexOf(now);
    return shown.get(Math.clamp((long) at + down, 0, shown.size() - 1)).key();
  }

  /** Words by which the list is cut down. */
  public StringProperty filterProperty() {
    return filter;
  }

  public ReadOnlyObjectProperty<List<ExplorerRow>> rowsProperty() {
    return rows.getReadOnlyProperty();
  }

  /** {@code 3 of 120 metrics match}. */
  public ReadOnlyStringProperty countProperty() {
    return count.getReadOnlyProperty();
  }
}
