package dev.eyepiece.profiler.capture;

import dev.eyepiece.profiler.perf.Event;
import dev.eyepiece.profiler.unwind.RawStack;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A source of samples and of what the kernel tells about processes. */
public interface Capture extends AutoCloseable {

  /**
   * Hands over what has come since the last call, in any order; all that was told of processes
   * before a sample is handed over no later than the sample. For one thread.
   */
  void read(Consumer<Event> taker);

  /** The kernel's side; null when there is none. */
  @Nullable KernelSide kernel();

  /** Takes no more samples; what came can still be read. */
  void stop();

  @Override
  void close();

  /** What has to be asked of the BPF programs' maps. For one thread. */
  interface KernelSide {
    /** A stack by its hash; null when it is not there. */
    @Nullable RawStack stack(long hash);

    /** Takes stacks out that are kept elsewhere now. */
    void forgetStacks(Iterable<Long> hashes);

    dev.eyepiece.profiler.unwind.KernelTables tables();

    /** Takes out the waits that ended since the last call. */
    void waits(WaitTaker taker);

    /** Those that wait still, and for how long. */
    void stillWaiting(long nowNano, WaitTaker taker);

    long counter(Counter counter);
  }

  /** Takes a sum of waits of one thread at one place. */
  interface WaitTaker {
    void take(
        int pid, int tid, long kernelStack, long userStack, long nanos, long count, String thread);
  }

  /** {@code enum counter} of records.h. */
  enum Counter {
    SAMPLES(0),
    COPIES(1),
    RING_LOST(2),
    STACKS_LOST(3),
    COMPLETE(4),
    INCOMPLETE(5),
    WAITS_LOST(6),
    NOT_TAKEN(7),
    SHORT_NANOS(8);

    private final int index;

    Counter(int index) {
      this.index = index;
    }

    int index() {
      return index;
    }
  }
}
