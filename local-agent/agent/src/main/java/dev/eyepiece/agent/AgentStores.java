package dev.eyepiece.agent;

import dev.eyepiece.agent.folder.DataFolder;
import dev.eyepiece.pipeline.PipelineConfig;
import dev.eyepiece.store.ClickHouse;
import dev.eyepiece.store.ClickHouseConfig;
import dev.eyepiece.store.DuckDbStore;
import dev.eyepiece.store.StoreConfig;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.store.TelemetryStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The stores that a config asks for, and the road that leads to them. */
final class AgentStores {
  /** Below this much free disk nothing more is taken. */
  private static final long DISK_FLOOR_BYTES = 256L << 20;

  private static final Duration REMOTE_SEAL_AFTER = Duration.ofSeconds(1);

  private final AgentConfig config;

  AgentStores(AgentConfig config) {
    this.config = config;
  }

  /** What the road seals into. */
  TelemetryStore openSealed() throws IOException, StoreException {
    ClickHouseConfig other = config.store();
    if (other != null && config.writesElsewhere()) {
      return ClickHouse.open(
          other.writing(other.access(), DataFolder.writer(config.dataFolder()), other.cluster()));
    }
    StoreConfig windows =
        StoreConfig.of(DataFolder.windows(config.dataFolder()))
            .withMemory(config.caps().storeBytes());
    long cap = config.retention().capBytes();
    return DuckDbStore.open(
        windows
            .withCap(cap, Math.min(windows.windowBytes(), cap / 4))
            .keptFor(config.retention().keepFor()));
  }

  /** The store that is asked and not written to; null when that is the road's own. */
  @Nullable TelemetryStore openAsked() throws StoreException {
    ClickHouseConfig other = config.store();
    return other == null || config.writesElsewhere() ? null : ClickHouse.open(other);
  }

  PipelineConfig road() {
    Path folder = config.dataFolder();
    PipelineConfig road = PipelineConfig.of(folder);
    return new PipelineConfig(
        folder,
        config.durability(),
        config.caps().ringBytes(),
        config.caps().queueBytes(),
        road.segmentBytes(),
        road.sealRows(),
        sealAfter(),
        DISK_FLOOR_BYTES);
  }

  /** A remote store gets what came about once a second: what waits for it cannot be seen. */
  private Duration sealAfter() {
    boolean soon = config.writesElsewhere() && config.sealAfter().compareTo(REMOTE_SEAL_AFTER) > 0;
    return soon ? REMOTE_SEAL_AFTER : config.sealAfter();
  }
}
