package dev.eyepiece.ui;

import dev.eyepiece.otlp.SinkReply;
import dev.eyepiece.otlp.TelemetrySink;
import dev.eyepiece.telemetry.RecordBatch;
import dev.eyepiece.telemetry.Signal;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A road that only remembers what it was given. */
public final class TakenBatches implements TelemetrySink {
  private final List<RecordBatch> batches = new CopyOnWriteArrayList<>();

  public List<RecordBatch> batches() {
    return batches;
  }

  @Override
  public Set<Signal> signals() {
    return Set.of(Signal.PROFILES);
  }

  @Override
  public void take(RecordBatch batch, Consumer<SinkReply> reply) {
    batches.add(batch);
  }
}
