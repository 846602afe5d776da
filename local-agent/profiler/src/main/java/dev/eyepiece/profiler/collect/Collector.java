package dev.eyepiece.profiler.collect;

import dev.eyepiece.profiler.capture.Capture;
import dev.eyepiece.profiler.perf.Event;
import dev.eyepiece.profiler.process.ProcFiles;
import dev.eyepiece.profiler.process.ProcessState;
import dev.eyepiece.profiler.process.Processes;
import dev.eyepiece.profiler.symbols.NamedFrame;
import dev.eyepiece.profiler.symbols.Symbolizer;
import dev.eyepiece.profiler.sys.SystemCallException;
import dev.eyepiece.profiler.unwind.RawStack;
import dev.eyepiece.profiler.unwind.Registers;
import dev.eyepiece.profiler.unwind.StackEnd;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Makes rows of a profile out of what a capture hands over: keeps track of processes, gives the
 * kernel's side its tables, walks copies of stacks, names frames. For one thread.
 */
public final class Collector {
  private static final System.Logger LOG = System.getLogger(Collector.class.getName());

  private static final int MOST_PENDING = 100_000;

  private final Capture capture;
  private final Processes processes;
  private final ProcFiles proc;
  private final StackBook stacks;
  private final int onlyPid;
  private Window window;
  private final List<Wait> pending = new ArrayList<>();
  private long samples;
  private long complete;
  private long lostEvents;
  private boolean tablesFailed;

  public Collector(Capture capture, ProcFiles proc, int onlyPid) {
    this.capture = capture;
    this.proc = proc;
    this.onlyPid = onlyPid;
    processes = new Processes(proc);
    stacks = new StackBook(new Symbolizer(Path.of("/proc/kallsyms")));
    window = new Window(System.nanoTime());
  }

  /** Takes in the processes that are there. */
  public void scan() {
    processes.scan(onlyPid);
  }

  /** Takes what was captured since the last time. */
  public void take(List<Event> events) {
    List<Event> ordered = new ArrayList<>(events);
    ordered.sort(Comparator.comparingLong(Event::time));
    for (Event event : ordered) {
      switch (event) {
        case Event.Sampled sampled -> sampled(sampled);
        case Event.Copied copied -> copied(copied);
        case Event.Tick tick -> tick(tick);
        case Event.Lost lost -> lostEvents += lost.count();
        case Event.Ended _, Event.Forked _, Event.Mapped _ -> processes.take(event);
        case Event.Named named -> {
          Capture.KernelSide kernel = capture.kernel();
          if (named.exec() && kernel != null) {
            kernel.tables().forget(named.pid());
          }
          processes.take(event);
        }
      }
    }
    Capture.KernelSide kernel = capture.kernel();
    if (kernel != null) {
      List<Wait> again = List.copyOf(pending);
      pending.clear();
      again.forEach(wait -> waited(wait, kernel, false));
      kernel.waits((pid, tid, inKernel, user, nanos, count, thread) ->
          waited(new Wait(pid, tid, inKernel, user, nanos, thread), kernel, false));
    }
    for (int gone : processes.forgetEnded()) {
      if (kernel != null) {
        kernel.tables().forget(gone);
      }
    }
  }

  private void sampled(Event.Sampled sample) {
    ProcessState process = processes.find(sample.pid());
    Capture.KernelSide kernel = capture.kernel();
    if (kernel == null) {
      return;
    }
    if (process == null) {
      process = processes.unknown(sample.pid(), sample.threadName());
    }
    List<NamedFrame> frames = frames(process, sample.kernelStack(), sample.userStack(), kernel);
    count(frames);
    window.tick(new Window.Key(process, sample.tid(), sample.threadName(), frames), sample.time());
  }

  private List<NamedFrame> frames(
      ProcessState process, long kernelStack, long userStack, Capture.KernelSide kernel) {
    List<NamedFrame> inKernel = stacks.kernel(kernelStack, kernel);
    // While a program takes another's place there is no user code that could have called.
    if (inKernel.stream().anyMatch(frame -> frame.name().equals("bprm_execve"))) {
      return inKernel;
    }
    List<NamedFrame> frames = new ArrayList<>(inKernel);
    frames.addAll(stacks.user(userStack, process, kernel));
    return frames;
  }

  private void copied(Event.Copied copy) {
    ProcessState process = processes.find(copy.pid());
    if (process == null) {
      process = processes.unknown(copy.pid(), "");
    }
    RawStack stack = walk(process, copy.ip(), copy.sp(), copy.bp(), copy.stack());
    stacks.copied(copy.id(), process, stack);
    load(process);
  }

  private RawStack walk(ProcessState process, long ip, long sp, long bp, java.nio.ByteBuffer copy) {
    RawStack stack = RawStack.walk(new Registers(ip, sp, bp, copy), process.code());
    if (stack.end() == StackEnd.NO_MAPPING && !process.ended()) {
      // Memory that became code after it was mapped is told by no event.
      int before = process.code().version();
      processes.refresh(process);
      if (process.code().version() != before) {
        stack = RawStack.walk(new Registers(ip, sp, bp, copy), process.code());
      }
    }
    return stack;
  }

  private void load(ProcessState process) {
    Capture.KernelSide kernel = capture.kernel();
    if (kernel == null || process.ended() || process.code().isEmpty()) {
      return;
    }
    try {
      kernel.tables().load(process);
    } catch (SystemCallException e) {
      // Its stacks go on being copied and walked here.
      if (!tablesFailed) {
        LOG.log(System.Logger.Level.WARNING, "unwind tables were not loaded: " + e.getMessage());
      }
      tablesFailed = true;
    }
  }

  private void tick(Event.Tick tick) {
    ProcessState process = processes.find(tick.pid());
    if (process == null) {
      process = processes.unknown(tick.pid(), "");
    }
    RawStack stack = walk(process, tick.ip(), tick.sp(), tick.bp(), tick.stack());
    List<NamedFrame> frames = stacks.user(stack, process);
    count(frames);
    String thread = threadName(process, tick.tid());
    window.tick(new Window.Key(process, tick.tid(), thread, frames), tick.time());
  }

  private String threadName(ProcessState process, int tid) {
    return process
        .threads()
        .computeIfAbsent(
            tid,
            made -> {
              String name = proc.threadName(process.pid(), tid);
              return name.isEmpty() ? process.name() : name;
            });
  }

  private record Wait(
      int pid, int tid, long kernelStack, long userStack, long nanos, String thread) {}

  /** A wait whose copied stack is still on its way is kept until that comes. */
  private void waited(Wait wait, Capture.KernelSide kernel, boolean last) {
    ProcessState process;
    if (StackBook.isCopy(wait.userStack())) {
      StackBook.Copied copy = stacks.copy(wait.userStack());
      if (copy == null && !last && pending.size() < MOST_PENDING) {
        pending.add(wait);
        return;
      }
      process = copy == null ? processes.find(wait.pid()) : copy.process();
    } else {
      process = processes.find(wait.pid());
    }
    if (process == null) {
      process = processes.unknown(wait.pid(), wait.thread());
    }
    List<NamedFrame> frames = frames(process, wait.kernelStack(), wait.userStack(), kernel);
    count(frames);
    String name = wait.thread().isEmpty() ? threadName(process, wait.tid()) : wait.thread();
    window.wait(new Window.Key(process, wait.tid(), name, frames), wait.nanos());
  }

  private void count(List<NamedFrame> frames) {
    samples++;
    if (frames.isEmpty() || !frames.getLast().equals(NamedFrame.STOPPED)) {
      complete++;
    }
  }

  /** Adds what waits still; once, at the end. */
  public void addStillWaiting() {
    Capture.KernelSide kernel = capture.kernel();
    if (kernel != null) {
      List<Wait> left = List.copyOf(pending);
      pending.clear();
      left.forEach(wait -> waited(wait, kernel, true));
      kernel.stillWaiting(
          System.nanoTime(),
          (pid, tid, inKernel, user, nanos, count, thread) ->
              waited(new Wait(pid, tid, inKernel, user, nanos, thread), kernel, true));
    }
  }

  /** What was collected since the last call. */
  public Window cut() {
    Window done = window;
    window = new Window(System.nanoTime());
    return done;
  }

  /** Rows taken so far: samples, or sums of waits. */
  public long samples() {
    return samples;
  }

  /** Those whose stack reaches its outermost function. */
  public long complete() {
    return complete;
  }

  /** What the kernel could not tell of processes. */
  public long lostEvents() {
    return lostEvents;
  }
}
