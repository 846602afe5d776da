package dev.eyepiece.agent.query;

import dev.eyepiece.agent.QueryException;
import dev.eyepiece.store.Search;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.store.TelemetrySnapshot;
import dev.eyepiece.store.TimeRange;
import dev.eyepiece.telemetry.Signal;
import java.util.function.Consumer;

/** Matching records of a snapshot as OTLP requests, whatever their signal. For one thread. */
public final class SnapshotRequests {
  private final Requests requests;

  public SnapshotRequests(TelemetrySnapshot snapshot, Search search, TimeRange range) {
    requests = new Requests(snapshot, search, range);
  }

  /** Gives all of a signal, each request the text of one JSON object. */
  public void write(Signal signal, Consumer<String> lines) throws QueryException {
    try {
      if (signal == Signal.PROFILES) {
        requests.profiles(0, lines);
      } else {
        requests.stream(signal, 0, new Cutter(0), lines);
      }
    } catch (StoreException e) {
      throw new QueryException(String.valueOf(e.getMessage()), e);
    }
  }
}
