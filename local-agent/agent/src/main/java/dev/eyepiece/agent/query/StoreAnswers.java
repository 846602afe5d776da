package dev.eyepiece.agent.query;

import dev.eyepiece.agent.Answers;
import dev.eyepiece.agent.QueryException;
import dev.eyepiece.store.ClickHouse;
import dev.eyepiece.store.ClickHouseConfig;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.store.TelemetryStore;
import java.time.InstantSource;
import java.util.List;

/** Answers from a store elsewhere, without an agent. */
public final class StoreAnswers {
  private StoreAnswers() {}

  public static Answers open(ClickHouseConfig config, InstantSource clock) throws QueryException {
    try {
      TelemetryStore store = ClickHouse.open(config);
      return new SnapshotAnswers(store.snapshot(List.of()), clock, () -> close(store));
    } catch (StoreException e) {
      throw new QueryException(String.valueOf(e.getMessage()), e);
    }
  }

  private static void close(TelemetryStore store) {
    try {
      store.close();
    } catch (StoreException e) {
      System.getLogger(StoreAnswers.class.getName())
          .log(System.Logger.Level.DEBUG, "a store that was read did not close", e);
    }
  }
}
