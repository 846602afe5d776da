package dev.eyepiece.ruleeditor;

import dev.eyepiece.telemetry.Signal;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** What the editor needs of the window around it. */
public interface RuleHost {

  /**
   * Records to try rules on, the newest first. Blocks; called on a background thread.
   *
   * @param matching only those that match the window's search and time range
   */
  List<Sample> samples(Signal signal, boolean matching, int most) throws Exception;

  /** Attribute keys that are held, the most frequent first. Blocks, as above. */
  List<String> attributeKeys(Signal signal) throws Exception;

  /** Signals of which records can be had. */
  List<Signal> signals();

  /** Runs work on a background thread, then one of the two on the FX thread. */
  <T> void run(String title, Callable<T> work, Consumer<T> done, Consumer<Throwable> failed);

  /** Runs something on the FX thread after a while. */
  void later(long afterNanos, Runnable action);
}
