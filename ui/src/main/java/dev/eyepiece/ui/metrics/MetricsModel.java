package dev.eyepiece.ui.metrics;

import dev.eyepiece.pipeline.Telemetry;
import dev.eyepiece.store.Direction;
import dev.eyepiece.store.PromQl;
import dev.eyepiece.store.PromQlException;
import dev.eyepiece.store.Search;
import dev.eyepiece.store.SearchSyntaxException;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.store.TelemetrySnapshot;
import dev.eyepiece.store.TimeRange;
import dev.eyepiece.telemetry.MetricType;
import dev.eyepiece.ui.shell.Ambient;
import dev.eyepiece.ui.task.Background;
import dev.eyepiece.ui.theme.Formats;
import dev.eyepiece.ui.trace.Asking;
import dev.eyepiece.ui.trace.Later;
import dev.eyepiece.ui.trace.LiveRefresh;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/** The metrics that are held, and the chart of the chosen one. FX thread only. */
public final class MetricsModel {
  private static final int MOST_SERIES = 200;
  private static final long LEAST_WIDTH = 10_000_000_000L;

  private final Ambient ambient;
  private final InstantSource clock;
  private final MetricQuestions questions;
  private final Asking asking;
  private final LiveRefresh live;

  private final StringProperty filter = new SimpleStringProperty("");
  private final ReadOnlyObjectWrapper<List<ExplorerRow>> rows =
      new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyStringWrapper count = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper trouble = new ReadOnlyStringWrapper("");
  private final ReadOnlyObjectWrapper<@Nullable MetricKey> chosen = new ReadOnlyObjectWrapper<>();
  private final ObjectProperty<ChartMode> mode = new SimpleObjectProperty<>(ChartMode.VALUE);
  private final ReadOnlyObjectWrapper<@Nullable Charted> chart = new ReadOnlyObjectWrapper<>();

  private final ReadOnlyStringWrapper expression = new ReadOnlyStringWrapper("");

  private final Map<List<ChartMode>, ChartMode> preferred = new HashMap<>();
  private @Nullable PromQl promQl;
  private List<MetricEntry> entries = List.of();
  private boolean answered;

  /** All that one question brings. */
  private record Answer(List<MetricEntry> entries, @Nullable Charted chart) {}

  public MetricsModel(
      Telemetry telemetry,
      Ambient ambient,
      Background background,
      InstantSource clock,
      LongSupplier nanoTime,
      Later later,
      MetricQuestions questions) {
    this.ambient = ambient;
    this.clock = clock;
    this.questions = questions;
    asking = new Asking(telemetry, background);
    live = new LiveRefresh(telemetry, background, nanoTime, later, this::load);
    ambient.liveProperty().subscribe(on -> live.setPaused(!on));
    ambient.searchProperty().subscribe((before, now) -> reload());
    ambient.rangeProperty().subscribe((before, now) -> reload());
    filter.subscribe((before, now) -> list());
    mode.subscribe((before, now) -> prefer(now));
  }

  /** Shows what is held from now on, and charts a metric when one is named. */
  public void show(@Nullable MetricKey metric) {
    if (metric != null) {
      promQl = null;
      expression.set("");
      choose(metric);
    }
    load();
    live.start();
  }

  /** Stops all work until it is shown again. */
  public void hide() {
    live.stop();
    asking.cancel();
    live.ended();
  }

  /**
   * Charts a PromQL expression instead of the chosen metric, or with an empty text no longer.
   *
   * @return false when it cannot be read, which is said
   */
  public boolean ask(String text) {
    try {
      promQl = text.isBlank() ? null : PromQl.parse(text);
    } catch (PromQlException e) {
      trouble.set("PromQL, at character " + (e.position() + 1) + ": " + e.getMessage());
      return false;
    }
    expression.set(text.strip());
    load();
    return true;
  }

  /** Charts a metric; its title shows only together with its chart. */
  public void choose(MetricKey metric) {
    if (!metric.equals(chosen.get())) {
      chosen.set(metric);
      promQl = null;
      expression.set("");
      reload();
    }
  }

  /** The reader's choice holds for all metrics that can be looked at in the same ways. */
  private void prefer(ChartMode now) {
    Charted shown = chart.get();
    if (shown != null && shown.mode() != now) {
      List<ChartMode> modes = modes(shown.entry());
      if (modes.contains(now)) {
        preferred.put(modes, now);
        reload();
      }
    }
  }

  private static List<ChartMode> modes(MetricEntry entry) {
    return ChartMode.of(entry.type(), entry.monotonic());
  }

  private static @Nullable MetricEntry find(List<MetricEntry> all, @Nullable MetricKey key) {
    return all.stream().filter(entry -> entry.key().equals(key)).findFirst().orElse(null);
  }

  private void reload() {
    if (answered) {
      load();
    }
  }

  private void load() {
    Search search;
    try {
      search = Search.parse(ambient.searchProperty().get());
    } catch (SearchSyntaxException e) {
      trouble.set("at character " + (e.position() + 1) + ": " + e.getMessage());
      return;
    }
    Instant now = clock.instant();
    long nowNano = now.getEpochSecond() * 1_000_000_000L + now.getNano();
    TimeRange range = ambient.rangeProperty().get().at(nowNano);
    boolean moving = ambient.rangeProperty().get() instanceof Ambient.Range.Last;
    MetricKey key = chosen.get();
    Map<List<ChartMode>, ChartMode> wanted = Map.copyOf(preferred);
    PromQl asked = promQl;
    String text = expression.get();
    long rightEdge = moving ? nowNano : 0;
    live.began();
    asking.ask(
        "Read metrics",
        snapshot ->
            asked == null
                ? answer(snapshot, search, range, key, wanted, rightEdge)
                : answer(snapshot, search, range, asked, text, rightEdge),
        this::take,
        failure -> {
          String message = failure.getMessage();
          trouble.set("Metrics could not be read: " + (message == null ? failure : message));
          live.ended();
        });
  }

  private Answer answer(
      TelemetrySnapshot snapshot,
      Search search,
      TimeRange range,
      @Nullable MetricKey key,
      Map<List<ChartMode>, ChartMode> wanted,
      long rightEdge)
      throws StoreException {
    List<MetricEntry> all = questions.list(snapshot, search, range);
    MetricEntry entry = find(all, key);
    if (entry == null && !all.isEmpty() && key == null) {
      entry = all.getFirst();
    }
    if (entry == null) {
      return new Answer(all, null);
    }
    List<ChartMode> modes = modes(entry);
    ChartMode used = wanted.getOrDefault(modes, modes.getFirst());
    List<Points> series = questions.series(snapshot, entry.key(), search, range, MOST_SERIES);
    long[] edges = edges(series, range, rightEdge);
    ChartData data = ChartMaker.of(series, used, entry.unit(), edges[0], edges[1]);
    return new Answer(
        all, new Charted(entry, used, data, series.size(), entry.series() > series.size()));
  }

  private Answer answer(
      TelemetrySnapshot snapshot,
      Search search,
      TimeRange range,
      PromQl asked,
      String text,
      long rightEdge)
      throws StoreException {
    List<MetricEntry> all = questions.list(snapshot, search, range);
    long last = all.stream().mapToLong(MetricEntry::lastUnixNano).max().orElse(rightEdge);
    long[] first = {last};
    if (range.fromUnixNano() == Long.MIN_VALUE) {
      snapshot
          .metrics()
          .points(
              search,
              range,
              Direction.OLDEST_FIRST,
              1,
              one ->
                  one.metric().data().points().forEach(point -> first[0] = point.timeUnixNano()));
    }
    long[] edges = edges(first[0], last, range, rightEdge);
    return new Answer(all, PromQlCurves.of(snapshot.metrics(), asked, text, edges[0], edges[1]));
  }

  /** Where a distribution of its own stretch of time is first, that stretch is in sight too. */
  private static long begin(Points points) {
    boolean stretch = !points.whole().isEmpty() && !points.cumulative() && points.start()[0] != 0;
    return stretch ? Math.min(points.start()[0], points.time()[0]) : points.time()[0];
  }

  /** The range's own edges; where it has none, those of the points. */
  private static long[] edges(List<Points> series, TimeRange range, long rightEdge) {
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (Points points : series) {
      if (points.size() > 0) {
        first = Math.min(first, begin(points));
        last = Math.max(last, points.time()[points.size() - 1]);
      }
    }
    return first > last
        ? edges(rightEdge, rightEdge, range, rightEdge)
        : edges(first, last, range, rightEdge);
  }

  private static long[] edges(long first, long last, TimeRange range, long rightEdge) {
    long from = range.fromUnixNano() == Long.MIN_VALUE ? first : range.fromUnixNano();
    long to =
        range.toUnixNano() != Long.MAX_VALUE
            ? range.toUnixNano()
            : rightEdge != 0 ? Math.max(rightEdge, from) : last;
    return to - from >= LEAST_WIDTH ? new long[] {from, to} : new long[] {to - LEAST_WIDTH, to};
  }

  private void take(Answer answer) {
    answered = true;
    trouble.set("");
    entries = answer.entries();
    Charted charted = answer.chart();
    if (charted != null && charted.entry().type() != MetricType.NONE) {
      chosen.set(charted.entry().key());
    }
    chart.set(charted);
    if (charted != null) {
      mode.set(charted.mode());
    }
    list();
    live.ended();
  }

  private void list() {
    List<ExplorerRow> now = ExplorerRow.of(entries, filter.get());
    if (!now.equals(rows.get())) {
      rows.set(now);
    }
    long shown = now.stream().filter(ExplorerRow.Metric.class::isInstance).count();
    String all = Formats.count(entries.size()) + (entries.size() == 1 ? " metric" : " metrics");
    count.set(shown == entries.size() ? all : Formats.count(shown) + " of " + all + " match");
  }

  /** Chooses the metric so many rows further down. */
  public void move(int down) {
    List<MetricEntry> shown =
        rows.get().stream()
            .filter(ExplorerRow.Metric.class::isInstance)
            .map(row -> ((ExplorerRow.Metric) row).entry())
            .toList();
    if (!shown.isEmpty()) {
      MetricEntry now = find(shown, chosen.get());
      int at = now == null ? (down > 0 ? -1 : shown.size()) : shown.indexOf(now);
      choose(shown.get(Math.clamp((long) at + down, 0, shown.size() - 1)).key());
    }
  }

  /** Goes to the next way to look at the metric. */
  public void nextMode() {
    Charted now = chart.get();
    if (now != null) {
      List<ChartMode> modes = modes(now.entry());
      mode.set(modes.get((modes.indexOf(now.mode()) + 1) % modes.size()));
    }
  }

  /** The PromQL expression that is charted, empty for the chosen metric. */
  public ReadOnlyStringProperty expressionProperty() {
    return expression.getReadOnlyProperty();
  }

  /** Words by which the explorer is cut down; it does not touch the chart. */
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

  /** What is wrong, empty when nothing is. */
  public ReadOnlyStringProperty troubleProperty() {
    return trouble.getReadOnlyProperty();
  }

  public ReadOnlyObjectProperty<@Nullable MetricKey> chosenProperty() {
    return chosen.getReadOnlyProperty();
  }

  public ObjectProperty<ChartMode> modeProperty() {
    return mode;
  }

  /** The chart to show; {@code null} until one was made and when there is nothing. */
  public ReadOnlyObjectProperty<@Nullable Charted> chartProperty() {
    return chart.getReadOnlyProperty();
  }

  /** Whether it is known what is held. */
  public boolean isAnswered() {
    return answered;
  }
}
