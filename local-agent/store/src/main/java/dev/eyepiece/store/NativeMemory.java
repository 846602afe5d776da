package dev.eyepiece.store;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandleProxies;
import java.util.Optional;
import java.util.function.LongToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Memory outside of the Java heap. glibc keeps what was freed for the next time, which after a
 * burst is hundreds of megabytes that nobody uses.
 */
final class NativeMemory {
  private static final System.Logger LOG = System.getLogger(NativeMemory.class.getName());

  /** glibc's {@code int malloc_trim(size_t)}; null where there is none. */
  private static final @Nullable LongToIntFunction TRIM = find();

  private NativeMemory() {}

  private static @Nullable LongToIntFunction find() {
    Linker linker = Linker.nativeLinker();
    Optional<LongToIntFunction> found =
        linker
            .defaultLookup()
            .find("malloc_trim")
            .map(address ->
                MethodHandleProxies.asInterfaceInstance(
                    LongToIntFunction.class,
                    linker.downcallHandle(
                        address,
                        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG))));
    return found.orElse(null);
  }

  /** Gives the system back what was freed, where that can be asked for. */
  static void giveBack() {
    LongToIntFunction trim = TRIM;
    if (trim != null) {
      int released = trim.applyAsInt(0);
      LOG.log(System.Logger.Level.DEBUG, "memory given back: {0}", released);
    }
  }
}
