package dev.eyepiece.telemetry;

/** One metric with its points as a tree: mutable, for one thread. */
public final class Metric {
  private Utf8 name = Utf8.EMPTY;
  private Utf8 description = Utf8.EMPTY;
  private Utf8 unit = Utf8.EMPTY;
  private Attributes metadata = new Attributes();
  private MetricData data = MetricData.None.INSTANCE;

  public Utf8 name() {
    return name;
  }

  public void setName(Utf8 name) {
    this.name = name;
  }

  public Utf8 description() {
    return description;
  }

  public void setDescription(Utf8 description) {
    this.description = description;
  }

  /** By UCUM, as the sender wrote it. */
  public Utf8 unit() {
    return unit;
  }

  public void setUnit(Utf8 unit) {
    this.unit = unit;
  }

  /** What is said of the metric itself and is part of no identity. */
  public Attributes metadata() {
    return metadata;
  }

  public void setMetadata(Attributes metadata) {
    this.metadata = metadata;
  }

  public MetricData data() {
    return data;
  }

  public void setData(MetricData data) {
    this.data = data;
  }
}
