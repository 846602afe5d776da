package dev.eyepiece.ui.compare;

import dev.eyepiece.store.StoreException;
import dev.eyepiece.store.TelemetrySnapshot;
import dev.eyepiece.telemetry.TraceId;
import dev.eyepiece.ui.trace.TraceData;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Two traces and their calls.
 *
 * @param left {@code null} when no span of it is held
 * @param right {@code null} when no span of it is held
 * @param rows in reading order; empty unless both are held
 */
record TwoTraces(@Nullable TraceData left, @Nullable TraceData right, List<CallRow> rows) {

  /** Reads both and lays them over each other; blocks. */
  static TwoTraces ask(TelemetrySnapshot snapshot, TraceId left, TraceId right)
      throws StoreException {
    Optional<TraceData> first = snapshot.trace(left).map(TraceData::of);
    Optional<TraceData> second = snapshot.trace(right).map(TraceData::of);
    List<CallRow> rows =
        first.isPresent() && second.isPresent()
            ? CallMatch.of(first.get().tree(), second.get().tree())
            : List.of();
    return new TwoTraces(first.orElse(null), second.orElse(null), rows);
  }
}
