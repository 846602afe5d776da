package dev.eyepiece.store;

import dev.eyepiece.telemetry.SpanBatch;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/**
 * The chunks of batches that are not sealed. Chunks are shared by the seal and by snapshots, and go
 * when the last of them has let go. Safe for use by several threads.
 */
final class Staging implements AutoCloseable {
  private static final int CHUNK_ROWS = 16_384;

  private final BufferAllocator allocator;
  private ChunkBuilder builder = new ChunkBuilder();
  private final List<Chunk> chunks = new ArrayList<>();
  private final IdentityHashMap<Chunk, Integer> users = new IdentityHashMap<>();
  private Dictionary dictionary;
  private long coveredUpTo;

  Staging(long capBytes, long sealedUpTo, Dictionary dictionary) {
    allocator = new RootAllocator(capBytes);
    coveredUpTo = sealedUpTo;
    this.dictionary = dictionary;
  }

  BufferAllocator allocator() {
    return allocator;
  }

  long bytes() {
    return allocator.getAllocatedMemory();
  }

  /** A window is full: chunks made from now on are in the terms of the next one. */
  synchronized void startNext(Dictionary full) {
    if (dictionary == full) {
      dictionary = new Dictionary();
    }
  }

  /** The dictionaries of chunks that are not sealed, and of those to come. */
  synchronized List<Dictionary> awaited() {
    List<Dictionary> awaited = new ArrayList<>();
    chunks.forEach(chunk -> awaited.add(chunk.dictionary()));
    awaited.add(dictionary);
    return awaited;
  }

  /** Chunks that hold at least all of these batches; to be given back by {@link #release}. */
  synchronized List<Chunk> acquire(List<SpanBatch> batches) {
    List<SpanBatch> fresh = new ArrayList<>();
    int rows = 0;
    for (SpanBatch batch : batches) {
      if (batch.id() > coveredUpTo) {
        fresh.add(batch);
        rows += batch.size();
        if (rows >= CHUNK_ROWS) {
          cover(fresh);
          rows = 0;
        }
      }
    }
    cover(fresh);
    List<Chunk> used = List.copyOf(chunks);
    used.forEach(chunk -> users.merge(chunk, 1, Integer::sum));
    return used;
  }

  private void cover(List<SpanBatch> fresh) {
    if (!fresh.isEmpty()) {
      Chunk chunk = builder.build(allocator, dictionary, fresh);
      chunks.add(chunk);
      users.put(chunk, 1);
      coveredUpTo = chunk.lastId();
      fresh.clear();
    }
  }

  /** Gives the memory back that is kept for the next chunk. */
  synchronized void trim() {
    builder = new ChunkBuilder();
  }

  synchronized void release(List<Chunk> used) {
    used.forEach(this::letGo);
  }

  /** Everything up to this id is sealed. */
  synchronized void sealed(long upTo) {
    while (!chunks.isEmpty() && chunks.getFirst().lastId() <= upTo) {
      letGo(chunks.removeFirst());
    }
  }

  private void letGo(Chunk chunk) {
    Integer left = users.merge(chunk, -1, Integer::sum);
    if (left != null && left == 0) {
      users.remove(chunk);
      chunk.close();
    }
  }

  @Override
  public synchronized void close() {
    chunks.forEach(this::letGo);
    chunks.clear();
    if (users.isEmpty()) {
      allocator.close();
    }
  }
}
