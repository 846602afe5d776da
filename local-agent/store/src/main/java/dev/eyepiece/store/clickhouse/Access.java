package dev.eyepiece.store.clickhouse;

import dev.eyepiece.store.StoreException;

/** What a user may do. */
final class Access {
  private Access() {}

  /**
   * Whether settings may go along with a question: not for a user whose profile says {@code
   * readonly = 1}, to whom each of them would be an error.
   */
  static boolean mayChangeSettings(Server server) throws StoreException {
    long[] readOnly = {0};
    server.query(
        "SELECT toInt64(getSetting('readonly'))",
        "eyepiece-access",
        row -> readOnly[0] = row.number(1));
    return readOnly[0] != 1;
  }
}
