package dev.eyepiece.telemetry;

import java.util.AbstractList;
import java.util.RandomAccess;

/** Table indices without an object each. Immutable. */
final class Indices extends AbstractList<Integer> implements RandomAccess {
  private final int[] values;

  Indices(int[] values) {
    this.values = values;
  }

  @Override
  public Integer get(int index) {
    return values[index];
  }

  @Override
  public int size() {
    return values.length;
  }
}
