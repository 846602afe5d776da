package dev.eyepiece.store.clickhouse;

import dev.eyepiece.store.ClickHouseConfig;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.telemetry.ClickHouseEngine;
import java.io.IOException;
import java.nio.file.Path;

/** A {@link ChdbServer} in a process of its own, and how the store's tests reach it. */
final class ChdbProcess implements AutoCloseable {
  private final ClickHouseEngine engine;

  private ChdbProcess(ClickHouseEngine engine) {
    this.engine = engine;
  }

  /**
   * Starts a server on a free port.
   *
   * @param credentials a user and a password, or nothing to let anyone in
   */
  static ChdbProcess start(Path folder, String... credentials) throws IOException {
    return new ChdbProcess(ClickHouseEngine.start(folder, credentials));
  }

  int port() {
    return engine.port();
  }

  /** How to read a database of this server. */
  ClickHouseConfig config(String database) throws StoreException {
    return ClickHouseConfig.parse("clickhouse://" + engine.address() + "/" + database);
  }

  /** How to make its tables and write to them. */
  ClickHouseConfig made(String database) throws StoreException {
    return config(database).writing(ClickHouseConfig.Access.CREATE, "test", "");
  }

  /** Ends it as a server that fails would. */
  void kill() throws InterruptedException {
    engine.kill();
  }

  @Override
  public void close() throws IOException {
    engine.close();
  }
}
