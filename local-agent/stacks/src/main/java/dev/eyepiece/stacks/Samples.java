package dev.eyepiece.stacks;

/** The samples of one type as columns. Immutable. */
final class Samples {
  private final SampleType type;
  private final int[] node;
  private final long[] value;
  private final int[] labels;
  private final long[] timeUnixNano;
  private final long sum;
  private final int negative;

  /**
   * Takes the arrays.
   *
   * @param type what the values count
   * @param node where in the profile's trie of stacks a sample lies
   * @param value what it counts; of either sign, as profiles that are differences hold
   * @param labels index into {@link StackProfile#labels()} of each sample; of length 0 when none
   *     has any
   * @param timeUnixNano when each was taken; of length 0 when that is not known of all
   * @param sum of the positive values
   * @param negative how many values are below zero; no picture shows them
   */
  Samples(
      SampleType type,
      int[] node,
      long[] value,
      int[] labels,
      long[] timeUnixNano,
      long sum,
      int negative) {
    this.type = type;
    this.node = node;
    this.value = value;
    this.labels = labels;
    this.timeUnixNano = timeUnixNano;
    this.sum = sum;
    this.negative = negative;
  }

  SampleType type() {
    return type;
  }

  int size() {
    return node.length;
  }

  int node(int sample) {
    return node[sample];
  }

  long value(int sample) {
    return value[sample];
  }

  boolean timed() {
    return timeUnixNano.length > 0;
  }

  long timeNano(int sample) {
    return timeUnixNano[sample];
  }

  int label(int sample) {
    return labels.length == 0 ? 0 : labels[sample];
  }

  long sum() {
    return sum;
  }

  int negative() {
    return negative;
  }
}
