package dev.eyepiece.store;

import dev.eyepiece.telemetry.RecordBatch;
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
  private Builders builders = new Builders();
  private final List<Chunk> chunks = new ArrayList<>();
  private final IdentityHashMap<Chunk, Integer> users = new IdentityHashMap<>();
  private Dictionaries dictionaries;
  private long coveredUpTo;

  Staging(long capBytes, long sealedUpTo, Dictionaries dictionaries) {
    allocator = new RootAllocator(capBytes);
    coveredUpTo = sealedUpTo;
    this.dictionaries = dictionaries;
  }

  BufferAllocator allocator() {
    return allocator;
  }

  long bytes() {
    return allocator.getAllocatedMemory();
  }

  /** A window is full: chunks made from now on are in the terms of the next one. */
  synchronized void startNext(Dictionaries full) {
    if (dictionaries == full) {
      dictionaries = new Dictionaries();
    }
  }

  /** The dictionaries of chunks that are not sealed, and of those to come. */
  synchronized List<Dictionaries> awaited() {
    List<Dictionaries> awaited = new ArrayList<>();
    chunks.forEach(chunk -> awaited.add(chunk.dictionaries()));
    awaited.add(dictionaries);
    return awaited;
  }

  /** Chunks that hold at least all of these batches; to be given back by {@link #release}. */
  synchronized List<Chunk> acquire(List<? extends RecordBatch> batches) {
    List<RecordBatch> fresh = new ArrayList<>();
    int rows = 0;
    for (RecordBatch batch : batches) {
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

  private void cover(List<RecordBatch> fresh) {
    if (fresh.isEmpty()) {
      return;
    }
    long lastId = fresh.getLast().id();
    for (Chunk chunk : builders.build(allocator, dictionaries, fresh, lastId)) {
      chunks.add(chunk);
      users.put(chunk, 1);
    }
    coveredUpTo = lastId;
    fresh.clear();
  }

  /** Gives the memory back that is kept for the next chunk. */
  synchronized void trim() {
    builders = new Builders();
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
