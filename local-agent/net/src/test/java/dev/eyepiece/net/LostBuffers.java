package dev.eyepiece.net;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a class of tests after which a buffer of the network is found that nobody gave back and
 * nobody can any more, whoever took it: the server, or a client of the test. Every buffer is
 * watched, which the build sets (io.netty.leakDetection.level). JUnit finds it by itself in each
 * module that has this one's tests on its class path.
 */
public final class LostBuffers implements AfterAllCallback {
  /** What a JVM is to be started with. */
  public static final String FLAG = "-Dio.netty.leakDetection.level=paranoid";

  private static final long COLLECTOR_MILLIS = 10_000;

  private static final Queue<String> FOUND = new ConcurrentLinkedQueue<>();

  static {
    ByteBufUtil.setLeakListener((type, records) -> FOUND.add(type + records));
  }

  /** Begins to watch, which is to be done before the first buffer can be lost. */
  public static void watch() {
    requireWatched();
  }

  @Override
  public void afterAll(ExtensionContext context) throws InterruptedException {
    if (context.getRequiredTestClass().getEnclosingClass() == null) {
      check();
    }
  }

  /** Throws an error that names where the lost buffers were taken, if there are any. */
  public static void check() throws InterruptedException {
    List<String> lost = lost();
    if (!lost.isEmpty()) {
      throw new AssertionError(
          lost.size()
              + " buffers of the network were never given back, by this class of tests or one"
              + " before it; "
              + String.join("\n", lost));
    }
  }

  /** Where each buffer was taken that was lost since it was asked last. */
  private static List<String> lost() throws InterruptedException {
    requireWatched();
    collect();
    // Netty tells of what was collected when the next buffer is taken.
    PooledByteBufAllocator.DEFAULT.directBuffer(1).release();
    List<String> lost = new ArrayList<>();
    for (String one = FOUND.poll(); one != null; one = FOUND.poll()) {
      lost.add(one);
    }
    return lost;
  }

  private static void requireWatched() {
    if (ResourceLeakDetector.getLevel() != ResourceLeakDetector.Level.PARANOID) {
      throw new AssertionError("Not every buffer is watched (expected: " + FLAG + ")");
    }
  }

  /** Until the collector has put what it found unreachable into the queues. */
  private static void collect() throws InterruptedException {
    ReferenceQueue<Object> collected = new ReferenceQueue<>();
    WeakReference<Object> last = new WeakReference<>(new Object(), collected);
    try {
      System.gc();
      if (collected.remove(COLLECTOR_MILLIS) == null) {
        throw new AssertionError("The collector did not run");
      }
    } finally {
      Reference.reachabilityFence(last);
    }
  }
}
