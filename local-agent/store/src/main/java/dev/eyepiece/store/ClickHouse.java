package dev.eyepiece.store;

import dev.eyepiece.store.clickhouse.ClickHouseStore;

/** Opens stores that are in a ClickHouse. */
public final class ClickHouse {
  private ClickHouse() {}

  /**
   * Signs in, looks at which tables of the collector's exporter are there, and makes them where
   * that is asked for. Blocks for as long as the server does not answer, at most some seconds for
   * each endpoint.
   */
  public static TelemetryStore open(ClickHouseConfig config) throws StoreException {
    return ClickHouseStore.open(config);
  }
}
