package dev.eyepiece.stacks;

import java.util.function.IntBinaryOperator;

/** A stable merge sort of ints by a comparison, without an object an int. */
final class IntSort {
  private static final int SHORT = 12;

  private final int[] values;
  private final int[] spare;
  private final IntBinaryOperator order;

  private IntSort(int[] values, int[] spare, IntBinaryOperator order) {
    this.values = values;
    this.spare = spare;
    this.order = order;
  }

  /** The numbers below {@code count} in order. */
  static int[] sorted(int count, IntBinaryOperator order) {
    int[] values = new int[count];
    for (int i = 0; i < count; i++) {
      values[i] = i;
    }
    sort(values, 0, count, new int[count], order);
    return values;
  }

  /** Sorts a range; {@code spare} is as long as {@code values} and is overwritten there. */
  static void sort(int[] values, int from, int to, int[] spare, IntBinaryOperator order) {
    if (to - from > 1) {
      new IntSort(values, spare, order).sort(from, to);
    }
  }

  private void sort(int from, int to) {
    if (to - from <= SHORT) {
      insertion(from, to);
      return;
    }
    int middle = (from + to) >>> 1;
    sort(from, middle);
    sort(middle, to);
    if (order.applyAsInt(values[middle - 1], values[middle]) <= 0) {
      return;
    }
    System.arraycopy(values, from, spare, from, middle - from);
    int left = from;
    int right = middle;
    int out = from;
    while (left < middle && right < to) {
      values[out++] =
          order.applyAsInt(spare[left], values[right]) <= 0 ? spare[left++] : values[right++];
    }
    System.arraycopy(spare, left, values, out, middle - left);
  }

  private void insertion(int from, int to) {
    for (int i = from + 1; i < to; i++) {
      int value = values[i];
      int j = i - 1;
      while (j >= from && order.applyAsInt(values[j], value) > 0) {
        values[j + 1] = values[j];
        j--;
      }
      values[j + 1] = value;
    }
  }
}
