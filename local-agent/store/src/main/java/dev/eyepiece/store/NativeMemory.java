package dev.eyepiece.store;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Memory outside of the Java heap. glibc keeps what was freed for the next time, which after a
 * burst is hundreds of megabytes that nobody uses.
 */
final class NativeMemory {
  private static final System.Logger LOG = System.getLogger(NativeMemory.class.getName());

  /** glibc's {@code int malloc_trim(size_t)}; null where there is none. */
  private static final @Nullable MethodHandle TRIM = find();

  private NativeMemory() {}

  private static @Nullable MethodHandle find() {
    Linker linker = Linker.nativeLinker();
    Optional<MethodHandle> found =
        linker
            .defaultLookup()
            .find("malloc_trim")
            .map(address ->
                linker.downcallHandle(
                    address, FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG)));
    return found.orElse(null);
  }

  /** Gives the system back what was freed, where that can be asked for. */
  static void giveBack() {
    MethodHandle trim = TRIM;
    if (trim == null) {
      return;
    }
    try {
      int released = (int) trim.invokeExact(0L);
      LOG.log(System.Logger.Level.DEBUG, "memory given back: {0}", released);
    } catch (Throwable e) {
      throw new IllegalStateException("malloc_trim takes one number and answers with one", e);
    }
  }
}
