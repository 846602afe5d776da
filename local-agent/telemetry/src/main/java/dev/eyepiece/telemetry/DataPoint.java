package dev.eyepiece.telemetry;

/** What the points of all kinds of metrics share. Mutable, for one thread. */
public abstract sealed class DataPoint permits NumberPoint, DistributionPoint, SummaryPoint {
  private long startTimeUnixNano;
  private long timeUnixNano;
  private Attributes attributes = new Attributes();
  private int flags;

  /** The bit of {@link #flags()} that says that the series has ended or was not measured. */
  public static final int NO_RECORDED_VALUE = 1;

  DataPoint() {}

  /** Nanoseconds since 1970, unsigned. Zero when not known. */
  public long startTimeUnixNano() {
    return startTimeUnixNano;
  }

  public void setStartTimeUnixNano(long startTimeUnixNano) {
    this.startTimeUnixNano = startTimeUnixNano;
  }

  /** Nanoseconds since 1970, unsigned. */
  public long timeUnixNano() {
    return timeUnixNano;
  }

  public void setTimeUnixNano(long timeUnixNano) {
    this.timeUnixNano = timeUnixNano;
  }

  public Attributes attributes() {
    return attributes;
  }

  public void setAttributes(Attributes attributes) {
    this.attributes = attributes;
  }

  /** Bits of OTLP {@code DataPointFlags}; see {@link #NO_RECORDED_VALUE}. */
  public int flags() {
    return flags;
  }

  public void setFlags(int flags) {
    this.flags = flags;
  }
}
