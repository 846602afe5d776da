package dev.eyepiece.telemetry;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * One thing for each signal, such as a counter. Immutable itself; as safe for use by several
 * threads as what it holds.
 */
public final class PerSignal<T> {
  private final T traces;
  private final T metrics;
  private final T logs;
  private final T profiles;

  /** Makes one for each signal. */
  public PerSignal(Function<Signal, ? extends T> make) {
    traces = make.apply(Signal.TRACES);
    metrics = make.apply(Signal.METRICS);
    logs = make.apply(Signal.LOGS);
    profiles = make.apply(Signal.PROFILES);
  }

  public T get(Signal signal) {
    return switch (signal) {
      case TRACES -> traces;
      case METRICS -> metrics;
      case LOGS -> logs;
      case PROFILES -> profiles;
    };
  }

  /** The sum of what each holds. */
  public long sum(ToLongFunction<? super T> value) {
    return value.applyAsLong(traces)
        + value.applyAsLong(metrics)
        + value.applyAsLong(logs)
        + value.applyAsLong(profiles);
  }

  /** A map of what is made of each. */
  public <V> Map<Signal, V> map(Function<? super T, ? extends V> value) {
    Map<Signal, V> map = new EnumMap<>(Signal.class);
    for (Signal signal : Signal.values()) {
      map.put(signal, value.apply(get(signal)));
    }
    return map;
  }
}
