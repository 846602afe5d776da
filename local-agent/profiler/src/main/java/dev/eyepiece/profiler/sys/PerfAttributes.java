package dev.eyepiece.profiler.sys;

import com.sun.jna.Memory;

/** {@code struct perf_event_attr} (linux/perf_event.h), in the part that is used here. */
public final class PerfAttributes {
  public static final long SAMPLE_IP = 1;
  public static final long SAMPLE_TID = 1 << 1;
  public static final long SAMPLE_TIME = 1 << 2;
  public static final long SAMPLE_REGS_USER = 1 << 12;
  public static final long SAMPLE_STACK_USER = 1 << 13;

  public static final long INHERIT = 1L << 1;
  public static final long EXCLUDE_KERNEL = 1L << 5;
  public static final long EXCLUDE_HYPERVISOR = 1L << 6;
  public static final long COMM = 1L << 9;
  public static final long FREQUENCY = 1L << 10;
  public static final long TASK = 1L << 13;
  public static final long MMAP = 1L << 8;
  public static final long SAMPLE_ID_ALL = 1L << 18;
  public static final long EXCLUDE_CALLCHAIN_KERNEL = 1L << 21;
  public static final long MMAP2 = 1L << 23;
  public static final long COMM_EXEC = 1L << 24;
  public static final long USE_CLOCK = 1L << 25;

  /** rbp, rsp and rip, in this order in a sample. */
  public static final long REGISTERS_BP_SP_IP = 0b1_1100_0000;

  private static final int SIZE = 128;
  private static final int SOFTWARE = 1;
  private static final int CPU_CLOCK = 0;
  private static final int DUMMY = 9;
  private static final int CLOCK_MONOTONIC = 1;
  private static final int IOC_SET_OUTPUT = 0x2405;
  private static final int IOC_ENABLE = 0x2400;

  private final Memory memory = new Memory(SIZE);

  private PerfAttributes(int config, long flags) {
    memory.clear();
    memory.setInt(0, SOFTWARE);
    memory.setInt(4, SIZE);
    memory.setLong(8, config);
    memory.setLong(40, flags | USE_CLOCK);
    memory.setInt(92, CLOCK_MONOTONIC);
  }

  /** A tick of a processor's clock, at a rate in Hertz. */
  public static PerfAttributes cpuClock(int hz, long flags, long sampleType) {
    PerfAttributes attributes = new PerfAttributes(CPU_CLOCK, flags | FREQUENCY);
    attributes.memory.setLong(16, hz);
    attributes.memory.setLong(24, sampleType);
    return attributes;
  }

  /** No event at all, only what the kernel tells beside: processes, their names and mappings. */
  public static PerfAttributes sideBand(long flags, long sampleType) {
    PerfAttributes attributes = new PerfAttributes(DUMMY, flags);
    attributes.memory.setLong(24, sampleType);
    return attributes;
  }

  /** With registers and a piece of the stack in each sample. */
  public PerfAttributes withStack(int bytes) {
    memory.setLong(80, REGISTERS_BP_SP_IP);
    memory.setInt(88, bytes);
    return this;
  }

  /**
   * Opens the event.
   *
   * @param pid a thread's id, or -1 for all
   * @param cpu number of a processor
   * @return its file descriptor, or the system's error as a negative number
   */
  public int open(int pid, int cpu) {
    return LibC.perfEventOpen(memory, pid, cpu);
  }

  /** Lets an event write where another one writes. */
  public static int redirect(int fd, int to) {
    return LibC.control(fd, IOC_SET_OUTPUT, to);
  }

  public static int enable(int fd) {
    return LibC.control(fd, IOC_ENABLE, 0);
  }
}
