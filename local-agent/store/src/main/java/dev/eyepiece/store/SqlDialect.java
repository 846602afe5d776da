package dev.eyepiece.store;

/** Whose SQL a snapshot takes. */
public enum SqlDialect {
  /** That of DuckDB, with attributes as JSON and frequent ones as columns. */
  DUCKDB,
  /** That of ClickHouse, with attributes as maps. */
  CLICKHOUSE
}
