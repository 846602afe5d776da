package dev.eyepiece.ui.profiles;

import dev.eyepiece.stacks.Frame;
import dev.eyepiece.stacks.FrameKind;
import dev.eyepiece.stacks.Limits;
import dev.eyepiece.stacks.SampleType;
import dev.eyepiece.stacks.StackFormatException;
import dev.eyepiece.stacks.StackProfile;
import dev.eyepiece.stacks.StackProfileBuilder;
import dev.eyepiece.store.StackFrame;
import dev.eyepiece.store.StackSums;

/** Sums of stacks as the store answers them, for a flame graph. */
final class Stacks {
  private Stacks() {}

  /**
   * The profile; takes time in proportion to the stacks.
   *
   * @throws StackFormatException when there are more stacks than can be drawn
   */
  static StackProfile profile(StackSums sums, SampleType type) throws StackFormatException {
    StackProfileBuilder builder = new StackProfileBuilder(Limits.DEFAULT);
    int number = builder.type(type);
    int[] frames = new int[sums.frames().size()];
    for (int i = 0; i < frames.length; i++) {
      frames[i] = builder.frame(frame(sums.frames().get(i)));
    }
    for (int i = 0; i < sums.stacks().length; i++) {
      int[] stack = sums.stacks()[i];
      int node = StackProfileBuilder.ROOT;
      for (int depth = stack.length - 1; depth >= 0; depth--) {
        node = builder.child(node, frames[stack[depth]]);
      }
      builder.sample(number, node, 0, sums.values()[i]);
    }
    return builder.build();
  }

  private static Frame frame(StackFrame one) {
    return new Frame(one.label(), one.file(), one.mapping(), kind(one), false);
  }

  /** What the file says about who runs the code; a profile of OTLP has no word for it. */
  static FrameKind kind(StackFrame one) {
    String mapping = one.mapping();
    if (mapping.equals("[kernel.kallsyms]") || mapping.startsWith("[kernel")) {
      return FrameKind.KERNEL;
    }
    String file = one.file();
    int dot = file.lastIndexOf('.');
    return switch (dot < 0 ? "" : file.substring(dot + 1)) {
      case "java", "kt", "scala", "clj", "groovy" -> FrameKind.JVM;
      case "py", "js", "mjs", "ts", "rb", "php", "pl", "cs" -> FrameKind.INTERPRETED;
      case "c", "cc", "cpp", "h", "hpp", "rs", "go", "s", "S" -> FrameKind.NATIVE;
      default ->
          mapping.endsWith(".so") || mapping.contains(".so.")
              ? FrameKind.NATIVE
              : FrameKind.UNKNOWN;
    };
  }
}
