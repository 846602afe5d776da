package dev.eyepiece.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PoolArenaMetric;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * The one pool of the network's buffers: counts how often a thread had one at hand, and lets go of
 * what a burst has left with the threads once nothing comes. Safe for use by several threads.
 */
// What is scheduled ends with the event loops.
@SuppressWarnings("FutureReturnValueIgnored")
final class BufferPool extends PooledByteBufAllocator {
  private static final int PAGE_BYTES = 8192;

  /** Chunks of 2 MB: grpc-java's own size, small enough for a laptop. */
  private static final int MAX_ORDER = 8;

  private static final long TRIM_SECONDS = 5;

  private final LongAdder taken = new LongAdder();

  /** Of the direct buffers that were taken, those that the last look saw. */
  private long seen;

  BufferPool(int threads) {
    super(
        true,
        1,
        threads,
        PAGE_BYTES,
        MAX_ORDER,
        defaultSmallCacheSize(),
        defaultNormalCacheSize(),
        false);
  }

  @Override
  protected ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
    taken.increment();
    return super.newDirectBuffer(initialCapacity, maxCapacity);
  }

  /** Looks now and then whether nothing was taken for a while. */
  void trimBeside(EventLoopGroup loops) {
    loops
        .next()
        .scheduleAtFixedRate(() -> trimIdle(loops), TRIM_SECONDS, TRIM_SECONDS, TimeUnit.SECONDS);
  }

  private void trimIdle(EventLoopGroup loops) {
    long now = taken.sum();
    if (now == seen) {
      for (EventExecutor loop : loops) {
        loop.execute(this::trimCurrentThreadCache);
      }
    }
    seen = now;
  }

  long hits() {
    return Math.max(0, taken.sum() - misses());
  }

  long misses() {
    return metric().directArenas().stream().mapToLong(PoolArenaMetric::numAllocations).sum();
  }

  long outstandingBytes() {
    return pinnedDirectMemory();
  }

  long pooledBytes() {
    return metric().usedDirectMemory();
  }
}
