package dev.eyepiece.app.command;

import dev.eyepiece.agent.LocalAgent;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Starts an agent whose threads give way to the window's: on Linux a thread's nice value is its
 * own, and threads that it starts inherit it (setpriority(2), "C library/kernel differences"). With
 * two cores full of received telemetry the FX thread else waits behind each of the agent's.
 */
final class LowPriority {
  private static final System.Logger LOG = System.getLogger(LowPriority.class.getName());
  private static final int PRIO_PROCESS = 0;
  private static final int CALLING_THREAD = 0;

  /** A third of the weight that other threads have when all of them want a core. */
  private static final int NICE = 5;

  /** What starts an agent. */
  interface Start {
    LocalAgent start() throws CommandException;
  }

  private LowPriority() {}

  /** Starts it on a thread of its own, and waits for it. */
  static LocalAgent start(Start start) throws CommandException, InterruptedException {
    CompletableFuture<LocalAgent> started = new CompletableFuture<>();
    Thread.ofPlatform()
        .name("eyepiece-start")
        .start(() -> {
          lower();
          try {
            started.complete(start.start());
          } catch (CommandException | RuntimeException | Error e) {
            started.completeExceptionally(e);
          }
        })
        .join();
    try {
      return started.join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case CommandException known -> throw known;
        case Error error -> throw error;
        case RuntimeException unexpected -> throw unexpected;
        case null, default -> throw e;
      }
    }
  }

  /** Lowers the calling thread, where threads have values of their own. */
  private static void lower() {
    if (!System.getProperty("os.name", "").equals("Linux")) {
      return;
    }
    Linker linker = Linker.nativeLinker();
    MethodHandle set =
        linker
            .defaultLookup()
            .find("setpriority")
            .map(address ->
                linker.downcallHandle(
                    address,
                    FunctionDescriptor.of(
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT)))
            .orElse(null);
    if (set == null) {
      return;
    }
    try {
      int failed = (int) set.invokeExact(PRIO_PROCESS, CALLING_THREAD, NICE);
      LOG.log(System.Logger.Level.DEBUG, "priority of the agent lowered: {0}", failed == 0);
    } catch (Throwable e) {
      throw new IllegalStateException("setpriority takes three numbers and answers with one", e);
    }
  }
}
