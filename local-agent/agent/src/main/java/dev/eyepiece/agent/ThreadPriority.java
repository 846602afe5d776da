package dev.eyepiece.agent;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/**
 * The weight of threads. On Linux a thread's nice value is its own, and threads that it starts
 * inherit it (setpriority(2), "C library/kernel differences").
 */
public final class ThreadPriority {
  private static final System.Logger LOG = System.getLogger(ThreadPriority.class.getName());
  private static final int PRIO_PROCESS = 0;
  private static final int CALLING_THREAD = 0;

  /** A third of the weight that other threads have when all of them want a core. */
  private static final int NICE = 5;

  private static final int LEAST_WEIGHT = 19;

  private ThreadPriority() {}

  /**
   * Gives the calling thread less weight than the process began with, where threads have weights of
   * their own; else does nothing.
   */
  public static void lower() {
    if (!System.getProperty("os.name", "").equals("Linux")) {
      return;
    }
    MethodHandle get = number("getpriority", ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
    MethodHandle set =
        number("setpriority", ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
    if (get == null || set == null) {
      return;
    }
    try {
      // The first thread of a process has the number of the process, and is never lowered.
      int began = (int) get.invokeExact(PRIO_PROCESS, (int) ProcessHandle.current().pid());
      int failed =
          (int) set.invokeExact(PRIO_PROCESS, CALLING_THREAD, Math.min(LEAST_WEIGHT, began + NICE));
      LOG.log(System.Logger.Level.DEBUG, "priority of a thread lowered: {0}", failed == 0);
    } catch (Throwable e) {
      throw new IllegalStateException("these functions take numbers and answer with one", e);
    }
  }

  private static @Nullable MethodHandle number(String name, ValueLayout... numbers) {
    Linker linker = Linker.nativeLinker();
    return linker
        .defaultLookup()
        .find(name)
        .map(address ->
            linker.downcallHandle(address, FunctionDescriptor.of(ValueLayout.JAVA_INT, numbers)))
        .orElse(null);
  }
}
