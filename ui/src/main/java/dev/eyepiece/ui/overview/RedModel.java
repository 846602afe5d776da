package dev.eyepiece.ui.overview;

import dev.eyepiece.pipeline.Telemetry;
import dev.eyepiece.store.Red;
import dev.eyepiece.store.Search;
import dev.eyepiece.store.SearchSyntaxException;
import dev.eyepiece.store.TimeRange;
import dev.eyepiece.ui.shell.Ambient;
import dev.eyepiece.ui.task.Background;
import dev.eyepiece.ui.trace.Asking;
import java.time.Instant;
import java.time.InstantSource;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** Rate, errors and duration of services for the search and time range of the window. */
final class RedModel {
  /** Stretches of time on the chart. */
  static final int BINS = 60;

  /** Asking takes time in proportion to what is held, so it is not asked again at once. */
  private static final int PAUSE_TICKS = 5;

  private final Telemetry telemetry;
  private final Ambient ambient;
  private final InstantSource clock;
  private final Asking asking;
  private final ReadOnlyObjectWrapper<Red> red = new ReadOnlyObjectWrapper<>(Red.EMPTY);
  private final ReadOnlyBooleanWrapper answered = new ReadOnlyBooleanWrapper();
  private final ReadOnlyStringWrapper trouble = new ReadOnlyStringWrapper("");
  private long askedGeneration = -1;
  private int ticks;
  private boolean shown;

  RedModel(Telemetry telemetry, Ambient ambient, Background background, InstantSource clock) {
    this.telemetry = telemetry;
    this.ambient = ambient;
    this.clock = clock;
    asking = new Asking(telemetry, background);
    ambient.searchProperty().subscribe((old, now) -> askNow());
    ambient.rangeProperty().subscribe((old, now) -> askNow());
  }

  ReadOnlyObjectProperty<Red> redProperty() {
    return red.getReadOnlyProperty();
  }

  /** Whether a question was answered yet: until then nothing is known, which is not none. */
  ReadOnlyBooleanProperty answeredProperty() {
    return answered.getReadOnlyProperty();
  }

  /** Why there is no answer; empty when there is one. */
  ReadOnlyStringProperty troubleProperty() {
    return trouble.getReadOnlyProperty();
  }

  void show() {
    shown = true;
    askNow();
  }

  void hide() {
    shown = false;
    asking.cancel();
  }

  /** A second has passed. */
  void tick() {
    boolean changed = telemetry.stats().generation() != askedGeneration;
    if (++ticks >= PAUSE_TICKS && changed && ambient.liveProperty().get() && !asking.isBusy()) {
      askNow();
    }
  }

  private void askNow() {
    if (!shown) {
      return;
    }
    Search search;
    try {
      search = Search.parse(ambient.searchProperty().get());
    } catch (SearchSyntaxException e) {
      trouble.set("The search cannot be read: " + e.getMessage());
      return;
    }
    ticks = 0;
    askedGeneration = telemetry.stats().generation();
    Instant now = clock.instant();
    TimeRange range =
        ambient.rangeProperty().get().at(now.getEpochSecond() * 1_000_000_000L + now.getNano());
    asking.ask(
        "Rate, errors and duration",
        snapshot -> snapshot.red(search, range, BINS),
        answer -> {
          trouble.set("");
          red.set(answer);
          answered.set(true);
        },
        failure -> trouble.set("Not known: " + failure.getMessage()));
  }
}
