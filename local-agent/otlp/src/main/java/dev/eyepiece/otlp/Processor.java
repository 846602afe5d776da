package dev.eyepiece.otlp;

import dev.eyepiece.telemetry.TelemetryData;

/**
 * A stage on the road of one signal. Since the signal is in the type, a stage of metrics cannot
 * join a chain of spans. Safe for use by several threads.
 *
 * @param <T> what one request of the signal brings
 */
@FunctionalInterface
public interface Processor<T extends TelemetryData> {
  T process(T data);

  /** This stage, then another of the same signal. */
  default Processor<T> then(Processor<T> next) {
    return data -> next.process(process(data));
  }
}
