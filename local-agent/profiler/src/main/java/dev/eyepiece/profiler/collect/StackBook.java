package dev.eyepiece.profiler.collect;

import dev.eyepiece.profiler.capture.Capture;
import dev.eyepiece.profiler.process.ProcessState;
import dev.eyepiece.profiler.symbols.NamedFrame;
import dev.eyepiece.profiler.symbols.Symbolizer;
import dev.eyepiece.profiler.unwind.RawStack;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/** Stacks with their names by the identities that the kernel's side gives them. For one thread. */
final class StackBook {
  private static final int MOST_IN_KERNEL = 4096;
  private static final int MOST_OF_PROCESS = 20_000;
  private static final long HASHED = Long.MIN_VALUE;

  private final Symbolizer symbolizer;
  private final Map<Long, List<NamedFrame>> kernelStacks = new HashMap<>();
  private final Map<ProcessState, Map<Long, List<NamedFrame>>> userStacks = new WeakHashMap<>();
  private final List<Long> inKernel = new ArrayList<>();
  private final Map<Long, Copied> copies =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Copied> eldest) {
          return size() > MOST_OF_PROCESS;
        }
      };

  /** A stack that was copied, with the process as it was then. */
  record Copied(ProcessState process, List<NamedFrame> frames) {}

  StackBook(Symbolizer symbolizer) {
    this.symbolizer = symbolizer;
  }

  /** Kernel frames, innermost first. */
  List<NamedFrame> kernel(long id, Capture.KernelSide kernel) {
    if ((id & HASHED) == 0) {
      return id == 0 ? List.of() : List.of(NamedFrame.note("kernel stack lost"));
    }
    List<NamedFrame> known = kernelStacks.get(id);
    if (known == null) {
      RawStack stack = fetch(id, kernel);
      if (stack == null) {
        return List.of(NamedFrame.note("kernel stack lost"));
      }
      known = symbolizer.kernel(stack);
      if (kernelStacks.size() >= MOST_OF_PROCESS) {
        kernelStacks.clear();
      }
      kernelStacks.put(id, known);
    }
    return known;
  }

  /** User frames, innermost first; one frame that says why when there is no stack. */
  List<NamedFrame> user(long id, ProcessState process, Capture.KernelSide kernel) {
    if (id >= 0 && id < 16) {
      return reason((int) id);
    }
    if (isCopy(id)) {
      Copied copy = copies.get(id);
      return copy == null ? reason(2) : copy.frames();
    }
    Map<Long, List<NamedFrame>> ofProcess =
        userStacks.computeIfAbsent(process, made -> new HashMap<>());
    List<NamedFrame> known = ofProcess.get(id);
    if (known == null) {
      RawStack stack = fetch(id, kernel);
      if (stack == null) {
        return reason(2);
      }
      known = symbolizer.user(stack, process);
      put(ofProcess, id, known);
    }
    return known;
  }

  /** A copy that was walked here. */
  void copied(long id, ProcessState process, RawStack stack) {
    copies.put(id, new Copied(process, symbolizer.user(stack, process)));
  }

  /** The id is that of a copy, which comes by another way than the sample that names it. */
  static boolean isCopy(long id) {
    return id >= 16;
  }

  /** A copy that came; null when it has not. */
  @Nullable Copied copy(long id) {
    return copies.get(id);
  }

  /** A stack without an identity. */
  List<NamedFrame> user(RawStack stack, ProcessState process) {
    return symbolizer.user(stack, process);
  }

  private static void put(Map<Long, List<NamedFrame>> stacks, long id, List<NamedFrame> frames) {
    if (stacks.size() >= MOST_OF_PROCESS) {
      stacks.clear();
    }
    stacks.put(id, frames);
  }

  private @Nullable RawStack fetch(long id, Capture.KernelSide kernel) {
    RawStack stack = kernel.stack(id);
    if (stack != null) {
      inKernel.add(id);
      if (inKernel.size() >= MOST_IN_KERNEL) {
        kernel.forgetStacks(inKernel);
        inKernel.clear();
      }
    }
    return stack;
  }

  private static List<NamedFrame> reason(int why) {
    return switch (why) {
      case 0 -> List.of();
      case 1 -> List.of(NamedFrame.note("stack not taken: waits too often"), NamedFrame.STOPPED);
      case 3 -> List.of(NamedFrame.note("waits since before the profile"), NamedFrame.STOPPED);
      case 4 -> List.of(NamedFrame.note("32-bit code"), NamedFrame.STOPPED);
      default -> List.of(NamedFrame.note("stack lost"), NamedFrame.STOPPED);
    };
  }
}
