package dev.eyepiece.profiler;

import dev.eyepiece.profiler.capture.BpfCapture;
import dev.eyepiece.profiler.capture.Capture;
import dev.eyepiece.profiler.capture.CaptureOptions;
import dev.eyepiece.profiler.capture.OwnProcesses;
import dev.eyepiece.profiler.collect.Collector;
import dev.eyepiece.profiler.collect.Window;
import dev.eyepiece.profiler.output.OtlpWriter;
import dev.eyepiece.profiler.perf.Event;
import dev.eyepiece.profiler.process.ProcFiles;
import dev.eyepiece.profiler.sys.LibC;
import dev.eyepiece.profiler.sys.SystemCallException;
import dev.eyepiece.telemetry.ProfileTree;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Profiles this host from its start to its close. One thread of its own takes what the kernel has
 * ready, ten times a second; another makes stacks and names of it. Nothing stays in the kernel when
 * the process ends, however it ends. Safe for use by any thread.
 */
public final class HostProfiler implements RunningProfiler {
  private static final System.Logger LOG = System.getLogger(HostProfiler.class.getName());
  private static final long READ_EVERY_MILLIS = 100;

  /** Batches that may wait; then records stay in the kernel's rings, which have bounds. */
  private static final int MOST_BATCHES = 30;

  private final ProfileOptions options;
  private final Clock clock;
  private final Capture capture;
  private final Collector collector;
  private final List<String> notes;
  private final String host;
  private final Semaphore room = new Semaphore(MOST_BATCHES);
  private final List<Thread> threads = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService reader =
      Executors.newSingleThreadScheduledExecutor(work -> thread("profiler-reader", work));
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(work -> thread("profiler-worker", work));
  private boolean stopped;

  /** Of the worker's thread. */
  private long usedNanos;

  private HostProfiler(
      ProfileOptions options, Clock clock, Capture capture, ProcFiles proc, List<String> notes) {
    this.options = options;
    this.clock = clock;
    this.capture = capture;
    this.notes = new CopyOnWriteArrayList<>(notes);
    collector = new Collector(capture, proc, options.pid());
    host = hostName();
  }

  private Thread thread(String name, Runnable work) {
    Thread thread = Thread.ofPlatform().daemon().name(name).unstarted(work);
    threads.add(thread);
    return thread;
  }

  /** Processor time of the threads of this profiler, in nanoseconds. */
  private long cpuNanos() {
    ThreadMXBean clocks = ManagementFactory.getThreadMXBean();
    long sum =
        threads.stream()
            .mapToLong(thread -> Math.max(0, clocks.getThreadCpuTime(thread.threadId())))
            .sum();
    // Nothing is known of a thread that has ended.
    usedNanos = Math.max(usedNanos, sum);
    return usedNanos;
  }

  private static String hostName() {
    try {
      return java.nio.file.Files.readString(java.nio.file.Path.of("/proc/sys/kernel/hostname"))
          .strip();
    } catch (java.io.IOException unknown) {
      return "localhost";
    }
  }

  /**
   * Starts to profile: the whole host where the rights are there, else this user's own processes.
   *
   * @throws ProfilerException when neither is possible, with what is missing
   */
  public static HostProfiler start(ProfileOptions options, Clock clock) throws ProfilerException {
    return start(options, ProfilerRights.look(), clock);
  }

  static HostProfiler start(ProfileOptions options, ProfilerRights rights, Clock clock)
      throws ProfilerException {
    ProcFiles proc = ProcFiles.ofMachine();
    if (options.pid() != 0 && rights.linuxOnX64() && proc.threads(options.pid()).isEmpty()) {
      throw new ProfilerException(
          "there is no process " + options.pid() + "; expected the id of one that runs");
    }
    List<String> notes = new ArrayList<>();
    Capture capture = capture(options, rights, proc, notes);
    HostProfiler profiler = new HostProfiler(options, clock, capture, proc, notes);
    profiler.run();
    return profiler;
  }

  private static Capture capture(
      ProfileOptions options, ProfilerRights rights, ProcFiles proc, List<String> notes)
      throws ProfilerException {
    boolean offCpu = options.kind() == ProfileKind.OFF_CPU;
    CaptureOptions wanted =
        new CaptureOptions(offCpu, options.pid(), options.hz(), options.minWait().toNanos());
    String lacks = rights.wholeHostLacks();
    if (lacks == null) {
      rights.usefulCapabilities().forEach(right -> notes.add("without " + right));
      try {
        return new BpfCapture(wanted, proc);
      } catch (SystemCallException e) {
        throw new ProfilerException(
            "the kernel " + rights.kernel() + " refuses the profiler: " + e.getMessage(), e);
      }
    }
    if (offCpu || !rights.linuxOnX64()) {
      throw new ProfilerException(
          (offCpu ? "waits are seen with the rights for the whole host alone: " : "") + lacks);
    }
    try {
      OwnProcesses own = new OwnProcesses(wanted, proc);
      notes.add("only this user's processes and no kernel code: " + lacks);
      if (!own.isComplete()) {
        notes.add("not every thread is seen: the system lets this process watch no more of them");
      }
      return own;
    } catch (SystemCallException e) {
      boolean barred = e.error() == LibC.EACCES || e.error() == LibC.EPERM;
      throw new ProfilerException(
          lacks
              + (barred
                  ? "; its own processes cannot be profiled either: kernel.perf_event_paranoid is "
                      + rights.paranoid()
                      + " where at most 2 is wanted, or the process is another user's"
                  : "; and of its own processes: " + e.getMessage()),
          e);
    }
  }

  private void run() {
    worker.execute(collector::scan);
    var _ =
        reader.scheduleWithFixedDelay(
            this::read, READ_EVERY_MILLIS, READ_EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** One round, on the reader's thread. */
  private void read() {
    try {
      if (!room.tryAcquire()) {
        return;
      }
      List<Event> events = new ArrayList<>();
      capture.read(events::add);
      worker.execute(() -> {
        try {
          collector.take(events);
        } catch (RuntimeException e) {
          // One batch is lost and said so; the profile goes on.
          LOG.log(System.Logger.Level.WARNING, "samples were not taken: " + e, e);
        } finally {
          room.release();
        }
      });
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "the kernel's records were not read: " + e, e);
    }
  }

  public ProfileOptions options() {
    return options;
  }

  @Override
  public List<String> notes() {
    return List.copyOf(notes);
  }

  /** Adds what a reader of the profile has to know beside. */
  void note(String text) {
    notes.add(text);
  }

  @Override
  public ProfileTree take() throws InterruptedException {
    return ask(this::cut);
  }

  @Override
  public ProfileTree stop() throws InterruptedException {
    capture.stop();
    synchronized (this) {
      if (!stopped) {
        stopped = true;
        reader.shutdown();
        reader.awaitTermination(10, TimeUnit.SECONDS);
        read();
      }
    }
    return ask(() -> {
      collector.addStillWaiting();
      return cut();
    });
  }

  private ProfileTree cut() {
    Window window = collector.cut();
    long monotonic = System.nanoTime();
    Instant now = clock.instant();
    long offset = now.getEpochSecond() * 1_000_000_000L + now.getNano() - monotonic;
    int hz = options.kind() == ProfileKind.CPU ? options.hz() : 0;
    return new OtlpWriter(host, offset).write(window, hz, monotonic);
  }

  @Override
  public ProfilerStats stats() throws InterruptedException {
    return ask(() -> {
      Capture.KernelSide kernel = capture.kernel();
      return new ProfilerStats(
          collector.samples(),
          collector.complete(),
          count(kernel, Capture.Counter.RING_LOST) + count(kernel, Capture.Counter.WAITS_LOST),
          collector.lostEvents(),
          count(kernel, Capture.Counter.COPIES),
          count(kernel, Capture.Counter.NOT_TAKEN),
          count(kernel, Capture.Counter.SHORT_NANOS),
          cpuNanos());
    });
  }

  private static long count(Capture.@Nullable KernelSide kernel, Capture.Counter counter) {
    return kernel == null ? 0 : kernel.counter(counter);
  }

  private <T> T ask(Callable<T> question) throws InterruptedException {
    try {
      return worker.submit(question).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the profiler failed: " + e.getCause(), e.getCause());
    }
  }

  @Override
  public void close() {
    capture.stop();
    reader.shutdownNow();
    worker.shutdown();
    // The kernel's memory is unmapped only when no thread reads it any more.
    boolean interrupted = Thread.interrupted();
    try {
      reader.awaitTermination(10, TimeUnit.SECONDS);
      worker.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    capture.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
