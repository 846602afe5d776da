package dev.eyepiece.profiler;

/**
 * What a running profiler did so far.
 *
 * @param samples rows taken: ticks, or sums of waits of one thread at one place
 * @param complete those whose stack reaches its outermost function
 * @param lost ticks or waits for which there was no room
 * @param lostEvents what the kernel could not tell of processes; code of these may be without names
 * @param copies stacks that were copied and walked outside of the kernel
 * @param stacksNotTaken waits without a stack, of threads that switch too often to take each
 * @param shortWaitNanos waits below the shortest that is shown, added up
 * @param cpuNanos processor time of what profiles: of a helper all that its process used, within
 *     another program that of the profiler's own threads
 */
public record ProfilerStats(
    long samples,
    long complete,
    long lost,
    long lostEvents,
    long copies,
    long stacksNotTaken,
    long shortWaitNanos,
    long cpuNanos) {

  /** The same with another processor time. */
  ProfilerStats withCpuNanos(long nanos) {
    return new ProfilerStats(
        samples, complete, lost, lostEvents, copies, stacksNotTaken, shortWaitNanos, nanos);
  }

  /** Share of complete stacks in percent; 100 when there is none at all. */
  public double completePercent() {
    return samples == 0 ? 100 : 100.0 * complete / samples;
  }
}
