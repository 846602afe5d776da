package dev.eyepiece.store;

import java.util.List;

/**
 * Values summed by stack, in arrays of which a flame graph can be made.
 *
 * @param frames to which the stacks point
 * @param stacks indices of frames, the leaf first; each stack is there once
 * @param values of the stacks
 * @param samples how many samples were summed, by stack
 */
@SuppressWarnings("ArrayRecordComponent")
public record StackSums(List<StackFrame> frames, int[][] stacks, long[] values, long[] samples) {

  /** The sum of all values. */
  public long total() {
    long total = 0;
    for (long value : values) {
      total += value;
    }
    return total;
  }
}
