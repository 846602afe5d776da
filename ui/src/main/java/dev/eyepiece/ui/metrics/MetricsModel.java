package dev.eyepiece.ui.metrics;

import dev.eyepiece.pipeline.Telemetry;
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
import org.jspecify.annotations.Nullable;

/** The metrics that are held, and the chart of the chosen one. FX thread only. */
public final class MetricsModel {
  /** Columns of pixels to ask for until it is known how many there are. */
  private static final int USUAL_COLUMNS = 1_000;

  private static final long RESIZE_NANOS = 200_000_000L;

  private final Telemetry telemetry;
  private final Ambient ambient;
  private final InstantSource clock;
  private final MetricAnswers answers;
  private final ExplorerModel explorer = new ExplorerModel();
  private final Asking asking;
  private final LiveRefresh live;
  private final Later later;

  private final ReadOnlyStringWrapper trouble = new ReadOnlyStringWrapper("");
  private final ReadOnlyObjectWrapper<@Nullable MetricKey> chosen = new ReadOnlyObjectWrapper<>();
  private final ObjectProperty<ChartMode> mode = new SimpleObjectProperty<>(ChartMode.VALUE);
  private final ReadOnlyObjectWrapper<@Nullable Charted> chart = new ReadOnlyObjectWrapper<>();

  private final ReadOnlyStringWrapper expression = new ReadOnlyStringWrapper("");

  private final Map<List<ChartMode>, ChartMode> preferred = new HashMap<>();
  private @Nullable PromQl promQl;
  private boolean answered;
  private int columns = USUAL_COLUMNS;

  /** What the chart was made of, when its points were thinned; null when all points came. */
  private volatile MetricAnswers.@Nullable Thinned thinned;

  private boolean resizing;

  public MetricsModel(
      Telemetry telemetry,
      Ambient ambient,
      Background background,
      InstantSource clock,
      LongSupplier nanoTime,
      Later later,
      MetricQuestions questions) {
    this.telemetry = telemetry;
    this.ambient = ambient;
    this.clock = clock;
    this.answers = new MetricAnswers(questions);
    this.later = later;
    asking = new Asking(telemetry, background);
    live = new LiveRefresh(telemetry, background, nanoTime, later, this::load);
    ambient.liveProperty().subscribe(on -> live.setPaused(!on));
    ambient.searchProperty().subscribe((before, now) -> reload());
    ambient.rangeProperty().subscribe((before, now) -> reload());
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

  /**
   * Says how wide the chart is. Where a picture's columns were asked for, those of the new width
   * are, soon.
   *
   * @param pixels of the window, at least 1
   */
  public void setWidth(int pixels) {
    columns = pixels;
    if (isOfOtherWidth() && !resizing) {
      resizing = true;
      later.run(
          RESIZE_NANOS,
          () -> {
            resizing = false;
            if (isOfOtherWidth()) {
              reload();
            }
          });
    }
  }

  private boolean isOfOtherWidth() {
    MetricAnswers.Thinned now = thinned;
    return now != null && now.asked().columns() != columns;
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
      List<ChartMode> modes = shown.entry().modes();
      if (modes.contains(now)) {
        preferred.put(modes, now);
        reload();
      }
    }
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
    Map<List<ChartMode>, ChartMode> wanted = Map.copyOf(preferred);
    PromQl asked = promQl;
    String text = expression.get();
    MetricAnswers.Asked what =
        new MetricAnswers.Asked(search, range, chosen.get(), columns, moving ? nowNano : 0);
    live.began();
    asking.ask(
        "Read metrics",
        snapshot ->
            asked == null
                ? answers.ofMetric(snapshot, what, wanted)
                : answers.ofExpression(snapshot, what, asked, text),
        this::take,
        failure -> {
          String message = failure.getMessage();
          trouble.set("Metrics could not be read: " + (message == null ? failure : message));
          live.ended();
        });
  }

  /**
   * The chart that is shown with all its points, not only those that a picture of its width needs,
   * and with those that came since where they lie in its range. Asks the store, so not for the FX
   * thread; may be called from any other.
   */
  public Charted whole(Charted shown) throws StoreException {
    MetricAnswers.Thinned now = thinned;
    if (now == null || !now.chart().equals(shown)) {
      return shown;
    }
    try (TelemetrySnapshot snapshot = telemetry.snapshot()) {
      return answers.whole(snapshot, now);
    }
  }

  private void take(MetricAnswers.Answer answer) {
    answered = true;
    trouble.set("");
    thinned = answer.thinned();
    Charted charted = answer.chart();
    if (charted != null && charted.entry().type() != MetricType.NONE) {
      chosen.set(charted.entry().key());
    }
    chart.set(charted);
    if (charted != null) {
      mode.set(charted.mode());
    }
    explorer.take(answer.entries());
    live.ended();
    setWidth(columns);
  }

  /** Chooses the metric so many rows further down. */
  public void move(int down) {
    MetricKey next = explorer.step(chosen.get(), down);
    if (next != null) {
      choose(next);
    }
  }

  /** Goes to the next way to look at the metric. */
  public void nextMode() {
    Charted now = chart.get();
    if (now != null) {
      List<ChartMode> modes = now.entry().modes();
      mode.set(modes.get((modes.indexOf(now.mode()) + 1) % modes.size()));
    }
  }

  /** The PromQL expression that is charted, empty for the chosen metric. */
  public ReadOnlyStringProperty expressionProperty() {
    return expression.getReadOnlyProperty();
  }

  /** The list of metrics; what cuts it down does not touch the chart. */
  public ExplorerModel explorer() {
    return explorer;
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
