package dev.eyepiece.telemetry;

/**
 * Observations of one stack with the same attributes and link: mutable, for one thread. Values and
 * timestamps have the same length where both are there; timestamps alone count one each. The arrays
 * belong to the sample.
 */
public final class Sample {
  private int stack;
  private int link;
  private int[] attributeIndices = {};
  private long[] values = {};
  private long[] timestampsUnixNano = {};

  /** Index into {@link ProfilesDictionary#stacks()}. */
  public int stack() {
    return stack;
  }

  public void setStack(int stack) {
    this.stack = stack;
  }

  /** Index into {@link ProfilesDictionary#links()}; 0 for none. */
  public int link() {
    return link;
  }

  public void setLink(int link) {
    this.link = link;
  }

  /** Into {@link ProfilesDictionary#attributes()}. */
  public int[] attributeIndices() {
    return attributeIndices;
  }

  public void setAttributeIndices(int[] attributeIndices) {
    this.attributeIndices = attributeIndices;
  }

  public long[] values() {
    return values;
  }

  public void setValues(long[] values) {
    this.values = values;
  }

  /** Nanoseconds since 1970, unsigned. */
  public long[] timestampsUnixNano() {
    return timestampsUnixNano;
  }

  public void setTimestampsUnixNano(long[] timestampsUnixNano) {
    this.timestampsUnixNano = timestampsUnixNano;
  }
}
