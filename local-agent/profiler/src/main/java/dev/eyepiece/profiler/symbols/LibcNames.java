package dev.eyepiece.profiler.symbols;

import java.util.List;

/**
 * Names of the C library's outermost functions, which are local and so are missing where it is
 * stripped. Each of them is known by what it calls or what calls it (glibc 2.34 and later).
 */
final class LibcNames {
  private LibcNames() {}

  /** Names what can be named in a stack, innermost first. */
  static void complete(List<NamedFrame> stack) {
    int last = stack.size() - 1;
    if (last < 1) {
      return;
    }
    NamedFrame root = stack.get(last);
    if (isUnnamedLibc(root) && isUnnamedLibc(stack.get(last - 1))) {
      // A thread: its first function is only ever called by the system call that makes it.
      stack.set(last, root.called("__clone3"));
      stack.set(last - 1, stack.get(last - 1).called("start_thread"));
    }
    for (int i = last; i > 0; i--) {
      if (stack.get(i).name().startsWith("__libc_start_main") && isUnnamedLibc(stack.get(i - 1))) {
        stack.set(i - 1, stack.get(i - 1).called("__libc_start_call_main"));
      }
      String caller = stack.get(i).name();
      if ((caller.equals("clone") || caller.equals("__clone3") || caller.equals("clone3"))
          && isUnnamedLibc(stack.get(i - 1))) {
        stack.set(i - 1, stack.get(i - 1).called("start_thread"));
      }
    }
  }

  private static boolean isUnnamedLibc(NamedFrame frame) {
    String module = frame.module();
    return frame.name().isEmpty() && (module.endsWith("/libc.so.6") || module.contains("/libc-2."));
  }
}
