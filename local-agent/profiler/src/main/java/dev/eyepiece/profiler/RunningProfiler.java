package dev.eyepiece.profiler;

import dev.eyepiece.telemetry.ProfileTree;
import java.util.List;

/** A profiler that runs, in this process or in one with more rights. Safe for use by any thread. */
public interface RunningProfiler extends AutoCloseable {

  /** What a reader of its profiles has to know, such as what it does not see. */
  List<String> notes();

  /**
   * What was profiled since the last call, or since the start.
   *
   * @throws ProfilerException when the process that profiles is gone
   */
  ProfileTree take() throws ProfilerException, InterruptedException;

  /** Ends the profile and answers what came since the last {@link #take}. */
  ProfileTree stop() throws ProfilerException, InterruptedException;

  /** What it did so far. */
  ProfilerStats stats() throws ProfilerException, InterruptedException;

  /** Takes everything out of the kernel. */
  @Override
  void close();
}
