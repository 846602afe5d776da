package dev.eyepiece.store;

import dev.eyepiece.telemetry.SpanBatch;
import dev.eyepiece.telemetry.SymbolTable;
import dev.eyepiece.telemetry.TestTraces;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Seals into a store until it cannot, looks whether everything can still be seen, makes room and
 * goes on, or is killed. Arguments: folder, seed, KiB that a file may have, whether there will be
 * room.
 */
final class FullDiskChild {
  static final int BATCHES = 200;
  private static final int SPANS = 200;
  private static final int AT_ONCE = 5;

  /** {@code RLIMIT_FSIZE} and {@code RLIM_INFINITY} of Linux. */
  private static final int FILE_SIZE = 1;

  private static final long UNLIMITED = -1;

  private final DuckDbStore store;
  private final List<SpanBatch> batches;
  private int sealed;
  private int failures;

  private FullDiskChild(DuckDbStore store, List<SpanBatch> batches) {
    this.store = store;
    this.batches = batches;
  }

  /** The same batches for the same seed. */
  static List<SpanBatch> batches(long seed) {
    TestTraces traces = new TestTraces(seed, false);
    SymbolTable symbols = new SymbolTable();
    List<SpanBatch> batches = new ArrayList<>();
    for (int i = 0; i < BATCHES; i++) {
      batches.add(traces.batch(SPANS, symbols).withId(i, 1_790_000_000_000_000_000L + i));
    }
    return batches;
  }

  static long spans(List<SpanBatch> batches) {
    return batches.stream().mapToLong(SpanBatch::size).sum();
  }

  private static void limitFiles(long bytes) throws Throwable {
    Linker linker = Linker.nativeLinker();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment limits = arena.allocate(ValueLayout.JAVA_LONG, 2);
      limits.setAtIndex(ValueLayout.JAVA_LONG, 0, bytes);
      limits.setAtIndex(ValueLayout.JAVA_LONG, 1, UNLIMITED);
      int failed =
          (int)
              linker
                  .downcallHandle(
                      linker.defaultLookup().findOrThrow("setrlimit"),
                      FunctionDescriptor.of(
                          ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS))
                  .invokeExact(FILE_SIZE, limits);
      if (failed != 0) {
        throw new IllegalStateException("setrlimit: " + failed);
      }
    }
  }

  private void sealAll(int mostFailures) throws StoreException {
    while (sealed < BATCHES && failures < mostFailures) {
      try {
        store.seal(batches.subList(sealed, sealed + AT_ONCE));
        sealed += AT_ONCE;
      } catch (StoreException e) {
        failures++;
        System.out.println("failed: " + e.getMessage());
        look();
      }
    }
  }

  private void look() throws StoreException {
    try (TelemetrySnapshot snapshot = store.snapshot(batches.subList(sealed, BATCHES))) {
      System.out.println("seen " + snapshot.countSpans(Search.All.INSTANCE, TimeRange.ALL));
    }
  }

  public static void main(String[] arguments) throws Throwable {
    DuckDbStore store = DuckDbStore.open(StoreConfig.of(Path.of(arguments[0])));
    FullDiskChild child =
        new FullDiskChild(store, FullDiskChild.batches(Long.parseLong(arguments[1])));
    // Native libraries are unpacked into files.
    child.look();
    limitFiles(Long.parseLong(arguments[2]) << 10);
    child.sealAll(3);
    if (arguments[3].equals("true")) {
      limitFiles(UNLIMITED);
      child.sealAll(4);
      child.look();
    }
    System.out.println("sealed " + child.sealed + " failures " + child.failures);
    // As a kill would end it.
    Runtime.getRuntime().halt(0);
  }
}
