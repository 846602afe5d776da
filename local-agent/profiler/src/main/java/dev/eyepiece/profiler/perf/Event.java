package dev.eyepiece.profiler.perf;

import java.nio.ByteBuffer;

/** What the kernel tells about processes, and samples of the mode without rights. */
public sealed interface Event {
  /** Nanoseconds of CLOCK_MONOTONIC. */
  long time();

  /** Code was mapped into a process. */
  record Mapped(long time, int pid, long start, long length, long offset, FileId file, String path)
      implements Event {}

  /**
   * A thread has another name.
   *
   * @param exec the process runs another program from here on
   */
  record Named(long time, int pid, int tid, String name, boolean exec) implements Event {}

  /** A process was forked off another; threads are not told. */
  record Forked(long time, int pid, int parent) implements Event {}

  /** A process ended. */
  record Ended(long time, int pid) implements Event {}

  /** Records that the ring had no room for. */
  record Lost(long time, long count) implements Event {}

  /** A tick, with a copy of the stack from {@code sp} on. */
  record Tick(long time, int pid, int tid, long ip, long sp, long bp, ByteBuffer stack)
      implements Event {}

  /**
   * A tick whose stacks the kernel's side keeps.
   *
   * @param kernelStack identity of a stack, or a reason why there is none ({@code enum no_stack})
   */
  record Sampled(long time, int pid, int tid, long kernelStack, long userStack, String threadName)
      implements Event {}

  /** A copy of a stack that the kernel's side could not walk, under an id that a sample names. */
  record Copied(long time, int pid, long id, long ip, long sp, long bp, ByteBuffer stack)
      implements Event {}

  /**
   * A file, whatever its name.
   *
   * @param device major number << 32 | minor number
   */
  record FileId(long device, long inode) {
    public static final FileId NONE = new FileId(0, 0);

    public static FileId of(long major, long minor, long inode) {
      return new FileId(major << 32 | minor, inode);
    }
  }
}
