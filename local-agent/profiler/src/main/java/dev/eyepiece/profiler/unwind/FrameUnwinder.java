package dev.eyepiece.profiler.unwind;

import dev.eyepiece.profiler.elf.UnwindTable;
import dev.eyepiece.profiler.process.CodeFile;
import dev.eyepiece.profiler.process.CodeMapping;
import java.util.List;

/**
 * A way to get from a frame of some code to its caller. The kernel's side and this side know it by
 * its number ({@code enum unwinder} of records.h); the first in the list that takes a mapping has
 * it. Unwinders of runtimes come before the last.
 */
public interface FrameUnwinder {

  /** By the tables that compilers write beside their code. */
  FrameUnwinder TABLES =
      new FrameUnwinder() {
        @Override
        public int number() {
          return 1;
        }

        @Override
        public boolean takes(CodeMapping mapping) {
          CodeFile file = mapping.file();
          return file != null && file.table().size() > 0;
        }

        @Override
        public boolean step(Registers registers, CodeMapping mapping) {
          CodeFile file = mapping.file();
          return file != null
              && TableStep.step(
                  registers,
                  file.table()
                      .find(registers.lookup() - file.bias(mapping.start(), mapping.offset())));
        }
      };

  /** By frame pointers: code made at run time, where it keeps them. */
  FrameUnwinder FRAME_POINTERS =
      new FrameUnwinder() {
        @Override
        public int number() {
          return 2;
        }

        @Override
        public boolean takes(CodeMapping mapping) {
          return true;
        }

        @Override
        public boolean step(Registers registers, CodeMapping mapping) {
          return TableStep.step(registers, UnwindTable.FRAME_POINTER << 24);
        }
      };

  /** All that there are, the most particular first. */
  List<FrameUnwinder> ALL = List.of(TABLES, FRAME_POINTERS);

  int number();

  boolean takes(CodeMapping mapping);

  /**
   * Sets the registers to the caller's.
   *
   * @return whether there is a caller; else {@link Registers#end} says why not
   */
  boolean step(Registers registers, CodeMapping mapping);

  static FrameUnwinder of(CodeMapping mapping) {
    for (FrameUnwinder unwinder : ALL) {
      if (unwinder.takes(mapping)) {
        return unwinder;
      }
    }
    return FRAME_POINTERS;
  }
}
