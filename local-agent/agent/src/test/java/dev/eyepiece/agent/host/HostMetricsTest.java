package dev.eyepiece.agent.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.otlp.RequestDecoder;
import dev.eyepiece.pipeline.Pipeline;
import dev.eyepiece.pipeline.PipelineConfig;
import dev.eyepiece.store.DuckDbStore;
import dev.eyepiece.store.Search;
import dev.eyepiece.store.StoreConfig;
import dev.eyepiece.store.TelemetrySnapshot;
import dev.eyepiece.store.TimeRange;
import dev.eyepiece.telemetry.SymbolTable;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostMetricsTest {

  @Test
  void figuresOfTheMachineAndOfTheProgramTakeTheRoadOfAllMetrics(@TempDir Path folder)
      throws Exception {
    RequestDecoder decoder = new RequestDecoder(new SymbolTable());
    Clock clock = Clock.systemUTC();
    try (DuckDbStore store = DuckDbStore.open(StoreConfig.of(folder.resolve("windows")));
        Pipeline pipeline = Pipeline.open(PipelineConfig.of(folder), store, decoder, clock);
        HostMetrics metrics =
            HostMetrics.start(decoder, pipeline, pipeline::stats, clock, Duration.ofHours(1))) {
      metrics.handIn();
      List<String> names;
      do {
        try (TelemetrySnapshot snapshot = pipeline.snapshot()) {
          names =
              snapshot.metrics().list(Search.parse(""), TimeRange.ALL).stream()
                  .map(row -> row.service() + " " + row.name())
                  .toList();
        }
      } while (names.isEmpty());
      assertThat(names)
          .contains(
              "host system.cpu.time",
              "host system.cpu.utilization",
              "host system.memory.usage",
              "host system.network.io",
              "eyepiece process.cpu.time",
              "eyepiece process.memory.usage",
              "eyepiece eyepiece.records.received",
              "eyepiece eyepiece.store.usage");
    }
  }
}
