package dev.eyepiece.profiler.capture;

import dev.eyepiece.profiler.perf.Event;
import dev.eyepiece.profiler.perf.EventReader;
import dev.eyepiece.profiler.process.ProcFiles;
import dev.eyepiece.profiler.sys.LibC;
import dev.eyepiece.profiler.sys.PerfAttributes;
import dev.eyepiece.profiler.sys.PerfRing;
import dev.eyepiece.profiler.sys.SystemCallException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Without rights: the user's own processes, user code alone, each thread on each processor by an
 * event of its own, with a piece of the stack in each sample. Threads and children that come later
 * are followed.
 */
public final class OwnProcesses implements Capture {
  private static final int PAGES = 64;
  private static final int STACK_BYTES = 16_384;

  /** Each event is an open file; half of what a process commonly may have. */
  private static final int MOST_EVENTS = 512;

  private static final long FLAGS =
      PerfAttributes.INHERIT
          | PerfAttributes.EXCLUDE_KERNEL
          | PerfAttributes.EXCLUDE_HYPERVISOR
          | PerfAttributes.EXCLUDE_CALLCHAIN_KERNEL
          | PerfAttributes.MMAP
          | PerfAttributes.MMAP2
          | PerfAttributes.COMM
          | PerfAttributes.COMM_EXEC
          | PerfAttributes.TASK
          | PerfAttributes.SAMPLE_ID_ALL;
  private static final long SAMPLE =
      PerfAttributes.SAMPLE_IP
          | PerfAttributes.SAMPLE_TID
          | PerfAttributes.SAMPLE_TIME
          | PerfAttributes.SAMPLE_REGS_USER
          | PerfAttributes.SAMPLE_STACK_USER;

  private final List<Integer> fds = new ArrayList<>();
  private final List<PerfRing> rings = new ArrayList<>();
  private final int[] firstOfCpu;
  private boolean complete = true;

  /**
   * Starts to capture.
   *
   * @throws SystemCallException when the kernel lets nothing of it
   */
  public OwnProcesses(CaptureOptions options, ProcFiles proc) throws SystemCallException {
    List<Integer> cpus = Cpus.online();
    firstOfCpu = new int[cpus.size()];
    java.util.Arrays.fill(firstOfCpu, -1);
    PerfAttributes attributes =
        PerfAttributes.cpuClock(options.hz(), FLAGS, SAMPLE).withStack(STACK_BYTES);
    int error = LibC.ESRCH;
    boolean open = false;
    try {
      Set<Integer> pids = new HashSet<>(options.pid() == 0 ? proc.pids() : List.of(options.pid()));
      pids.removeIf(pid -> options.pid() == 0 && !proc.isOwn(pid));
      for (int pid : pids) {
        for (int tid : proc.threads(pid)) {
          int failed = open(attributes, tid, cpus);
          error = failed == 0 ? error : failed;
        }
      }
      if (rings.isEmpty()) {
        throw new SystemCallException("perf_event_open of own processes", error);
      }
      open = true;
    } finally {
      if (!open) {
        close();
      }
    }
  }

  /** Answers the system's error, or 0. */
  private int open(PerfAttributes attributes, int tid, List<Integer> cpus)
      throws SystemCallException {
    for (int i = 0; i < cpus.size(); i++) {
      if (fds.size() >= MOST_EVENTS) {
        complete = false;
        return LibC.EMFILE;
      }
      int fd = attributes.open(tid, cpus.get(i));
      if (fd < 0) {
        complete &= -fd == LibC.ESRCH;
        return -fd;
      }
      fds.add(fd);
      if (firstOfCpu[i] < 0) {
        rings.add(new PerfRing(fd, PAGES));
        firstOfCpu[i] = fd;
      } else if (PerfAttributes.redirect(fd, firstOfCpu[i]) < 0) {
        complete = false;
      }
    }
    return 0;
  }

  /** Whether every thread of the processes is seen. */
  public boolean isComplete() {
    return complete;
  }

  @Override
  public void read(Consumer<Event> taker) {
    for (PerfRing ring : rings) {
      ring.read(record -> {
        Event event = EventReader.read(record);
        if (event != null) {
          taker.accept(event);
        }
      });
    }
  }

  @Override
  public @Nullable KernelSide kernel() {
    return null;
  }

  @Override
  public void stop() {
    // The rings end with their events, so that these stay until the close.
  }

  @Override
  public void close() {
    rings.forEach(PerfRing::close);
    rings.clear();
    fds.forEach(LibC::closeFd);
    fds.clear();
  }
}
