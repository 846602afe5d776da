package dev.eyepiece.profiler.capture;

import com.sun.jna.Pointer;
import dev.eyepiece.profiler.perf.Event;
import dev.eyepiece.profiler.process.ProcFiles;
import dev.eyepiece.profiler.sys.BpfMap;
import dev.eyepiece.profiler.sys.BpfObject;
import dev.eyepiece.profiler.sys.LibC;
import dev.eyepiece.profiler.sys.PerfAttributes;
import dev.eyepiece.profiler.sys.RingBuffer;
import dev.eyepiece.profiler.sys.SystemCallException;
import dev.eyepiece.profiler.unwind.KernelTables;
import dev.eyepiece.profiler.unwind.RawStack;
import dev.eyepiece.profiler.unwind.StackEnd;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The whole machine, by BPF programs ({@code src/main/bpf}). */
public final class BpfCapture implements Capture, Capture.KernelSide {
  private static final int RING_BYTES = 8 << 20;
  private static final int TRACE_BYTES = 8 + 8 * RawStack.MOST_FRAMES;
  private static final int WAIT_KEY_BYTES = 24;
  private static final int WAIT_SUM_BYTES = 32;
  private static final int BLOCKED_BYTES = 32;
  private static final int NAME_BYTES = 16;
  private static final int RECORD_SAMPLE = 1;
  private static final int RECORD_COPY = 2;
  private static final int COPY_HEADER = 56;
  private static final long STACK_BEFORE = 3;

  private final CaptureOptions options;
  private final BpfObject object;
  private @Nullable SideBand sideBand;
  private @Nullable RingBuffer ring;
  private @Nullable KernelTables tables;
  private @Nullable BpfMap stacks;
  private @Nullable BpfMap counters;

  /**
   * Starts to capture.
   *
   * @throws SystemCallException when the kernel does not let it
   * @throws UnsatisfiedLinkError when there is no libbpf
   */
  public BpfCapture(CaptureOptions options, ProcFiles proc) throws SystemCallException {
    this.options = options;
    object = new BpfObject(resource(options.offCpu() ? "offcpu.bpf.o" : "cpu.bpf.o"));
    boolean open = false;
    try {
      open(proc);
      open = true;
    } finally {
      if (!open) {
        close();
      }
    }
  }

  private static byte[] resource(String name) {
    try (InputStream in = BpfCapture.class.getResourceAsStream("/dev/eyepiece/profiler/" + name)) {
      if (in == null) {
        throw new IllegalStateException("the BPF object " + name + " is missing");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void open(ProcFiles proc) throws SystemCallException {
    List<Integer> cpus = Cpus.online();
    constants(object.constants());
    object.load();
    counters = object.map("counters", 4, 8);
    stacks = object.map("stacks", 8, TRACE_BYTES);
    tables =
        new KernelTables(
            object.map("processes", 4, KernelTables.PROCESS_BYTES), object.map("shards", 4, 4));
    ring = new RingBuffer(object.map("records", 0, 0).fd(), RING_BYTES);
    sideBand = new SideBand(cpus);
    if (options.offCpu()) {
      markWaiting(proc);
      object.attach("on_switch");
    } else {
      ticks(cpus);
    }
  }

  /** In the order of their declaration: offcpu.bpf.c has the first word as cpu.bpf.c has it. */
  private void constants(Pointer constants) {
    constants.setInt(0, options.pid());
    if (options.offCpu()) {
      constants.setLong(8, options.minWaitNanos());
    }
  }

  private void ticks(List<Integer> cpus) throws SystemCallException {
    PerfAttributes attributes = PerfAttributes.cpuClock(options.hz(), 0, 0);
    for (int cpu : cpus) {
      int fd = attributes.open(-1, cpu);
      if (fd < 0) {
        throw new SystemCallException("perf_event_open of the clock of processor " + cpu, -fd);
      }
      try {
        object.attach("on_tick", fd);
      } catch (SystemCallException e) {
        LibC.closeFd(fd);
        throw e;
      }
    }
  }

  /** Who waits already does so from now on, as far as this profile knows. */
  private void markWaiting(ProcFiles proc) {
    BpfMap waiting = object.map("waiting", 4, BLOCKED_BYTES);
    ByteBuffer entry = ByteBuffer.allocate(BLOCKED_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int pid : options.pid() == 0 ? proc.pids() : List.of(options.pid())) {
      if (proc.isKernelThread(pid)) {
        continue;
      }
      for (int tid : proc.threads(pid)) {
        char state = proc.threadState(pid, tid);
        if (state == 'S' || state == 'D') {
          entry.putLong(0, System.nanoTime()).putLong(8, STACK_BEFORE).putInt(16, pid);
          entry.putInt(20, 1);
          waiting.putIfAbsent(tid, entry.array());
        }
      }
    }
  }

  @Override
  public void read(Consumer<Event> taker) {
    RingBuffer samples = ring;
    SideBand told = sideBand;
    if (samples != null && told != null) {
      samples.read(record -> record(record, taker));
      told.read(taker);
    }
  }

  private static void record(ByteBuffer record, Consumer<Event> taker) {
    switch (record.getInt(0)) {
      case RECORD_SAMPLE ->
          taker.accept(
              new Event.Sampled(
                  record.getLong(8),
                  record.getInt(16),
                  record.getInt(20),
                  record.getLong(24),
                  record.getLong(32),
                  name(record, 40)));
      case RECORD_COPY -> {
        byte[] copy = new byte[Math.clamp(record.getInt(48), 0, record.limit() - COPY_HEADER)];
        record.get(COPY_HEADER, copy);
        taker.accept(
            new Event.Copied(
                record.getLong(8),
                record.getInt(4),
                record.getLong(16),
                record.getLong(24),
                record.getLong(32),
                record.getLong(40),
                ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN)));
      }
      default -> throw new IllegalStateException("unknown record " + record.getInt(0));
    }
  }

  private static String name(ByteBuffer record, int from) {
    byte[] bytes = new byte[NAME_BYTES];
    record.get(from, bytes);
    int length = 0;
    while (length < NAME_BYTES && bytes[length] != 0) {
      length++;
    }
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  @Override
  public KernelSide kernel() {
    return this;
  }

  @Override
  public void stop() {
    object.detach();
  }

  private static <T> T open(@Nullable T part) {
    if (part == null) {
      throw new IllegalStateException("closed");
    }
    return part;
  }

  @Override
  public @Nullable RawStack stack(long hash) {
    ByteBuffer trace = open(stacks).get(hash);
    if (trace == null) {
      return null;
    }
    long[] frames = new long[Math.clamp(trace.getInt(0), 0, RawStack.MOST_FRAMES)];
    for (int i = 0; i < frames.length; i++) {
      frames[i] = trace.getLong(8 + 8 * i);
    }
    return new RawStack(frames, StackEnd.of(trace.getInt(4)));
  }

  @Override
  public void forgetStacks(Iterable<Long> hashes) {
    BpfMap map = open(stacks);
    hashes.forEach(map::remove);
  }

  @Override
  public KernelTables tables() {
    return open(tables);
  }

  @Override
  public void waits(WaitTaker taker) {
    if (!options.offCpu()) {
      return;
    }
    try {
      object
          .map("waits", WAIT_KEY_BYTES, WAIT_SUM_BYTES)
          .drain((key, sum) ->
              taker.take(
                  key.getInt(0),
                  key.getInt(4),
                  key.getLong(8),
                  key.getLong(16),
                  sum.getLong(0),
                  sum.getLong(8),
                  name(sum, 16)));
    } catch (SystemCallException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  @Override
  public void stillWaiting(long nowNano, WaitTaker taker) {
    if (!options.offCpu()) {
      return;
    }
    object
        .map("waiting", 4, BLOCKED_BYTES)
        .each((key, entry) -> {
          long since = entry.getLong(0);
          long nanos = nowNano - since;
          if (since != 0 && nanos >= options.minWaitNanos()) {
            taker.take(entry.getInt(16), key.getInt(0), 0, entry.getLong(8), nanos, 1, "");
          }
        });
  }

  @Override
  public long counter(Counter counter) {
    return open(counters).sumOverCpus(counter.index());
  }

  @Override
  public void close() {
    object.detach();
    if (ring != null) {
      ring.close();
      ring = null;
    }
    if (sideBand != null) {
      sideBand.close();
      sideBand = null;
    }
    if (tables != null) {
      tables.close();
      tables = null;
    }
    object.close();
  }
}
