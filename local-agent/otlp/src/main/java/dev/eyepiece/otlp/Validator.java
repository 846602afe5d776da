package dev.eyepiece.otlp;

import dev.eyepiece.telemetry.TelemetryData;

/**
 * Finds records that break the rules of their signal. Safe for use by several threads.
 *
 * @param <T> what one request of the signal brings
 */
@FunctionalInterface
public interface Validator<T extends TelemetryData> {
  Verdict validate(T data);
}
