package dev.eyepiece.profiler.unwind;

import dev.eyepiece.profiler.process.AddressSpace;
import dev.eyepiece.profiler.process.CodeMapping;
import java.util.Arrays;

/** A stack as addresses. Immutable. */
public final class RawStack {
  public static final int MOST_FRAMES = 128;

  private final long[] frames;
  private final StackEnd end;

  /**
   * Takes the array.
   *
   * @param frames the innermost first; all but the first, and those that a signal interrupted, are
   *     addresses to return to
   * @param end why there are no more
   */
  public RawStack(long[] frames, StackEnd end) {
    this.frames = frames;
    this.end = end;
  }

  /** Walks a copy of a stack. */
  public static RawStack walk(Registers registers, AddressSpace code) {
    long[] frames = new long[MOST_FRAMES];
    while (registers.frames < MOST_FRAMES) {
      frames[registers.frames++] = registers.ip;
      CodeMapping mapping = code.find(registers.lookup());
      if (mapping == null) {
        registers.stop(StackEnd.NO_MAPPING);
        return new RawStack(Arrays.copyOf(frames, registers.frames), registers.end());
      }
      if (!FrameUnwinder.of(mapping).step(registers, mapping)) {
        return new RawStack(Arrays.copyOf(frames, registers.frames), registers.end());
      }
    }
    return new RawStack(frames, StackEnd.DEEP);
  }

  /** Number of frames. */
  public int size() {
    return frames.length;
  }

  /** Address of a frame, the innermost is 0. */
  public long frame(int index) {
    return frames[index];
  }

  public StackEnd end() {
    return end;
  }

  @Override
  public String toString() {
    return "RawStack[" + frames.length + " frames, " + end + "]";
  }
}
