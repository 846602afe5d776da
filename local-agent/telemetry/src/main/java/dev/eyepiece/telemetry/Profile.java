package dev.eyepiece.telemetry;

import java.util.ArrayList;
import java.util.List;

/**
 * One profile as a tree: mutable, for one thread. Indices point into the {@link ProfilesDictionary}
 * of its request.
 */
public final class Profile {
  private Type sampleType = Type.NONE;
  private List<Sample> samples = new ArrayList<>();
  private long timeUnixNano;
  private long durationNano;
  private Type periodType = Type.NONE;
  private long period;
  private long profileIdHigh;
  private long profileIdLow;
  private int droppedAttributesCount;
  private Utf8 originalPayloadFormat = Utf8.EMPTY;
  private byte[] originalPayload = {};
  private int[] attributeIndices = {};

  public Type sampleType() {
    return sampleType;
  }

  public void setSampleType(Type sampleType) {
    this.sampleType = sampleType;
  }

  /** The live list: changes to it change the profile. */
  public List<Sample> samples() {
    return samples;
  }

  public void setSamples(List<Sample> samples) {
    this.samples = samples;
  }

  /** Nanoseconds since 1970, unsigned. */
  public long timeUnixNano() {
    return timeUnixNano;
  }

  public void setTimeUnixNano(long timeUnixNano) {
    this.timeUnixNano = timeUnixNano;
  }

  /** Unsigned. */
  public long durationNano() {
    return durationNano;
  }

  public void setDurationNano(long durationNano) {
    this.durationNano = durationNano;
  }

  public Type periodType() {
    return periodType;
  }

  public void setPeriodType(Type periodType) {
    this.periodType = periodType;
  }

  /** Events between two samples, in the unit of {@link #periodType()}. */
  public long period() {
    return period;
  }

  public void setPeriod(long period) {
    this.period = period;
  }

  public long profileIdHigh() {
    return profileIdHigh;
  }

  public long profileIdLow() {
    return profileIdLow;
  }

  /** Unsigned 32-bit count. */
  public int droppedAttributesCount() {
    return droppedAttributesCount;
  }

  public void setDroppedAttributesCount(int droppedAttributesCount) {
    this.droppedAttributesCount = droppedAttributesCount;
  }

  /** {@code jfr}, {@code pprof}, {@code linux_perf} or another; empty when there is none. */
  public Utf8 originalPayloadFormat() {
    return originalPayloadFormat;
  }

  public void setOriginalPayloadFormat(Utf8 originalPayloadFormat) {
    this.originalPayloadFormat = originalPayloadFormat;
  }

  /** The profile as its source wrote it; belongs to the profile. */
  public byte[] originalPayload() {
    return originalPayload;
  }

  public void setOriginalPayload(byte[] originalPayload) {
    this.originalPayload = originalPayload;
  }

  /** Into {@link ProfilesDictionary#attributes()}; belongs to the profile. */
  public int[] attributeIndices() {
    return attributeIndices;
  }

  public void setAttributeIndices(int[] attributeIndices) {
    this.attributeIndices = attributeIndices;
  }

  /** The zero id when absent. */
  public TraceId profileId() {
    return new TraceId(profileIdHigh, profileIdLow);
  }

  public void setProfileId(long high, long low) {
    this.profileIdHigh = high;
    this.profileIdLow = low;
  }

  /**
   * OTLP {@code ValueType}: what a number counts and in which unit.
   *
   * @param type index into {@link ProfilesDictionary#strings()}
   * @param unit index into {@link ProfilesDictionary#strings()}, by UCUM
   */
  public record Type(int type, int unit) {
    public static final Type NONE = new Type(0, 0);
  }
}
