package dev.eyepiece.store.clickhouse;

import dev.eyepiece.store.StoreException;

/** Takes the rows of a result one by one. */
interface Rows {
  void row(Row row) throws StoreException;
}
