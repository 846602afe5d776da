package dev.eyepiece.otlp;

import dev.eyepiece.telemetry.RecordBatch;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.telemetry.SpanBatch;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A sink that keeps what it takes, or gives the reply that a test has set. */
final class KeepingSink implements TelemetrySink {
  final List<RecordBatch> batches = new CopyOnWriteArrayList<>();
  final AtomicInteger answered = new AtomicInteger();
  volatile @Nullable SinkReply refusal;

  /** What is told before a batch is there. */
  volatile @Nullable SinkReply early;

  volatile Set<Signal> signals = EnumSet.allOf(Signal.class);

  @Override
  public Set<Signal> signals() {
    return signals;
  }

  @Override
  public @Nullable SinkReply refusal() {
    return early;
  }

  @Override
  public void take(RecordBatch batch, Consumer<SinkReply> reply) {
    SinkReply no = refusal;
    if (no != null) {
      reply.accept(no);
      return;
    }
    batches.add(batch);
    reply.accept(new SinkReply.Taken(answered::incrementAndGet));
  }

  /** A batch of spans. */
  SpanBatch spans(int index) {
    return (SpanBatch) batches.get(index);
  }

  /** Records of all signals. */
  int spans() {
    return batches.stream().mapToInt(RecordBatch::size).sum();
  }
}
