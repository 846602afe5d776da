package dev.eyepiece.otlp;

import dev.eyepiece.telemetry.SpanBatch;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A sink that keeps what it takes, or gives the reply that a test has set. */
final class KeepingSink implements TelemetrySink {
  final List<SpanBatch> batches = new CopyOnWriteArrayList<>();
  final AtomicInteger answered = new AtomicInteger();
  volatile @Nullable SinkReply refusal;

  @Override
  public void take(SpanBatch batch, Consumer<SinkReply> reply) {
    SinkReply no = refusal;
    if (no != null) {
      reply.accept(no);
      return;
    }
    batches.add(batch);
    reply.accept(new SinkReply.Taken(answered::incrementAndGet));
  }

  int spans() {
    return batches.stream().mapToInt(SpanBatch::size).sum();
  }
}
