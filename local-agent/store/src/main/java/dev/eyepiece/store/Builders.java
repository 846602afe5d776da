package dev.eyepiece.store;

import dev.eyepiece.telemetry.LogBatch;
import dev.eyepiece.telemetry.MetricBatch;
import dev.eyepiece.telemetry.ProfileBatch;
import dev.eyepiece.telemetry.RecordBatch;
import dev.eyepiece.telemetry.SpanBatch;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

/** Makes the chunks of batches of all signals. For one thread. */
final class Builders {
  private final SpanChunks spans = new SpanChunks();
  private final LogChunks logs = new LogChunks();
  private final PointChunks points = new PointChunks();
  private final SampleChunks samples = new SampleChunks();

  /** At most one chunk a signal; none of what was made stays when one cannot be made. */
  List<Chunk> build(
      BufferAllocator allocator,
      Dictionaries dictionaries,
      List<RecordBatch> batches,
      long lastId) {
    List<SpanBatch> ofSpans = new ArrayList<>();
    List<LogBatch> ofLogs = new ArrayList<>();
    List<MetricBatch> ofPoints = new ArrayList<>();
    List<ProfileBatch> ofSamples = new ArrayList<>();
    for (RecordBatch batch : batches) {
      switch (batch) {
        case SpanBatch one -> ofSpans.add(one);
        case LogBatch one -> ofLogs.add(one);
        case MetricBatch one -> ofPoints.add(one);
        case ProfileBatch one -> ofSamples.add(one);
      }
    }
    List<Chunk> made = new ArrayList<>();
    boolean complete = false;
    try {
      add(spans, allocator, dictionaries, ofSpans, lastId, made);
      add(logs, allocator, dictionaries, ofLogs, lastId, made);
      add(points, allocator, dictionaries, ofPoints, lastId, made);
      add(samples, allocator, dictionaries, ofSamples, lastId, made);
      complete = true;
      return made;
    } finally {
      if (!complete) {
        made.forEach(Chunk::close);
      }
    }
  }

  private static <B extends RecordBatch> void add(
      ChunkBuilder<B> builder,
      BufferAllocator allocator,
      Dictionaries dictionaries,
      List<B> batches,
      long lastId,
      List<Chunk> made) {
    if (!batches.isEmpty()) {
      made.add(builder.build(allocator, dictionaries, batches, lastId));
    }
  }
}
