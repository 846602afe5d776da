package dev.eyepiece.pipeline;

import dev.eyepiece.store.StoreException;
import dev.eyepiece.store.TelemetrySnapshot;

/**
 * What views and the local API see of the road: answers, figures and the word that something came.
 */
public interface Telemetry {

  /** A consistent view over ring and store. Blocks; close it soon. */
  TelemetrySnapshot snapshot() throws StoreException;

  /** The figures as of now; cheap, never blocks. */
  RoadStats stats();

  /**
   * Where what is asked lies, fit to be shown; empty where it is the data folder of this process.
   */
  default String store() {
    return "";
  }

  /**
   * Tells of changes, at most ten times a second however much arrives, on a thread of the road; the
   * listener must return at once. Closing the subscription ends it.
   */
  Subscription subscribe(Runnable listener);

  /** Ends by {@link #close}. */
  interface Subscription extends AutoCloseable {
    @Override
    void close();
  }
}
