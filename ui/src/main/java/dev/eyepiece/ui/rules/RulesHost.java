package dev.eyepiece.ui.rules;

import dev.eyepiece.pipeline.Telemetry;
import dev.eyepiece.ruleeditor.RuleHost;
import dev.eyepiece.ruleeditor.Sample;
import dev.eyepiece.store.FacetValue;
import dev.eyepiece.store.Search;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.store.TelemetrySnapshot;
import dev.eyepiece.store.TimeRange;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.ui.shell.Ambient;
import dev.eyepiece.ui.task.Background;
import dev.eyepiece.ui.trace.Later;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** Gives the rule editor what is held. */
final class RulesHost implements RuleHost {
  private static final int MOST_KEYS = 500;

  private final Telemetry telemetry;
  private final Ambient ambient;
  private final Background background;
  private final Later later;
  private final InstantSource clock;
  private final ZoneId zone;

  /**
   * What the search line and the time range said when they were last looked at, on the FX thread.
   */
  private volatile Asked asked;

  private record Asked(String search, Ambient.Range range) {}

  RulesHost(
      Telemetry telemetry,
      Ambient ambient,
      Background background,
      InstantSource clock,
      ZoneId zone) {
    this.telemetry = telemetry;
    this.ambient = ambient;
    this.background = background;
    this.clock = clock;
    this.zone = zone;
    later = Later.of(background);
    asked = new Asked("", new Ambient.Range.All());
    ambient.searchProperty().subscribe(now -> look());
    ambient.rangeProperty().subscribe(now -> look());
  }

  private void look() {
    asked = new Asked(ambient.searchProperty().get(), ambient.rangeProperty().get());
  }

  @Override
  public List<Sample> samples(Signal signal, boolean matching, int most) throws Exception {
    Instant instant = clock.instant();
    long now = instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
    Asked wanted = asked;
    Search search = matching ? Search.parse(wanted.search()) : Search.All.INSTANCE;
    TimeRange range = matching ? wanted.range().at(now) : TimeRange.ALL;
    try (TelemetrySnapshot snapshot = telemetry.snapshot()) {
      return new NewestRecords(snapshot, search, range, zone).of(signal, most, now);
    }
  }

  @Override
  public List<String> attributeKeys(Signal signal) throws StoreException {
    try (TelemetrySnapshot snapshot = telemetry.snapshot()) {
      return snapshot.records(signal).attributeKeys(MOST_KEYS).stream()
          .map(FacetValue::value)
          .toList();
    }
  }

  @Override
  public List<Signal> signals() {
    return List.of(Signal.TRACES, Signal.LOGS, Signal.METRICS);
  }

  @Override
  public <T> void run(
      String title, Callable<T> work, Consumer<T> done, Consumer<Throwable> failed) {
    background.run(title, work, done, failed);
  }

  @Override
  public void later(long afterNanos, Runnable action) {
    later.run(afterNanos, action);
  }
}
