package dev.eyepiece.store.clickhouse;

import dev.eyepiece.store.StoreContract;
import dev.eyepiece.store.TelemetryStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The contract, kept by ClickHouse's real engine, in tables as the newest exporter makes them. */
class ClickHouseContractTest extends StoreContract {
  @TempDir static Path data;
  private static ChdbProcess server;
  private static int databases;

  @BeforeAll
  static void start() throws IOException {
    server = ChdbProcess.start(data.resolve("chdb"));
  }

  @AfterAll
  static void end() throws IOException {
    if (server != null) {
      server.close();
    }
  }

  @Override
  protected TelemetryStore open() throws Exception {
    return ClickHouseStore.open(server.made("contract" + databases++));
  }

  @Override
  protected Map<String, String> differences() {
    String sum = "a histogram without a sum has 0 for it";
    return Map.of("metrics sum:*", sum, "metrics, series", sum);
  }
}
