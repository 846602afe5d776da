package dev.eyepiece.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.types.pojo.Schema;

/** Streams chunks that are alike without copying them: the buffers are shared and counted. */
final class ChunkStream extends ArrowReader {
  private final Iterator<Chunk> chunks;
  private final Schema schema;

  ChunkStream(BufferAllocator allocator, List<Chunk> chunks) {
    super(allocator);
    this.chunks = chunks.iterator();
    this.schema = chunks.getFirst().table().arrow(chunks.getFirst().columns());
  }

  /** The same chunks in runs that are alike, so that each run can be one stream. */
  static List<List<Chunk>> runs(List<Chunk> chunks) {
    List<List<Chunk>> runs = new ArrayList<>();
    for (Chunk chunk : chunks) {
      if (runs.isEmpty() || !runs.getLast().getFirst().isLike(chunk)) {
        runs.add(new ArrayList<>());
      }
      runs.getLast().add(chunk);
    }
    return runs;
  }

  @Override
  public boolean loadNextBatch() throws IOException {
    prepareLoadNextBatch();
    if (!chunks.hasNext()) {
      return false;
    }
    try (ArrowRecordBatch batch = new VectorUnloader(chunks.next().root()).getRecordBatch()) {
      loadRecordBatch(batch);
    }
    return true;
  }

  @Override
  public long bytesRead() {
    return 0;
  }

  @Override
  protected void closeReadSource() {}

  @Override
  protected Schema readSchema() {
    return schema;
  }
}
