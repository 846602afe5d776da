package dev.eyepiece.store.clickhouse;

import dev.eyepiece.store.SearchPropertyTest;
import dev.eyepiece.store.TelemetryStore;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** The same random searches, asked of ClickHouse's real engine. */
@Tag("peers")
class ClickHouseSearchTest extends SearchPropertyTest {
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
    return ClickHouseStore.open(server.made("search" + databases++));
  }

  @Override
  protected boolean isLocal() {
    return false;
  }
}
