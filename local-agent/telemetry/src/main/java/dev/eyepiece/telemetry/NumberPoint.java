package dev.eyepiece.telemetry;

import java.util.ArrayList;
import java.util.List;

/** A point of a gauge or a sum: OTLP {@code NumberDataPoint}. */
public final class NumberPoint extends DataPoint {
  private byte valueType = ValueType.EMPTY;
  private long valueBits;
  private List<Exemplar> exemplars = new ArrayList<>();

  /**
   * {@link ValueType#INT}, {@link ValueType#REAL}, or {@link ValueType#EMPTY} when there is no
   * value.
   */
  public byte valueType() {
    return valueType;
  }

  /** The integer, or the bits of the double. */
  public long valueBits() {
    return valueBits;
  }

  /** The live list: changes to it change the point. */
  public List<Exemplar> exemplars() {
    return exemplars;
  }

  public void setExemplars(List<Exemplar> exemplars) {
    this.exemplars = exemplars;
  }

  /** The value as a double, whatever its type; 0 when there is none. */
  public double value() {
    return valueType == ValueType.REAL ? Double.longBitsToDouble(valueBits) : valueBits;
  }

  public void setInt(long value) {
    setValue(ValueType.INT, value);
  }

  public void setReal(double value) {
    setValue(ValueType.REAL, Double.doubleToRawLongBits(value));
  }

  void setValue(byte type, long bits) {
    this.valueType = type;
    this.valueBits = bits;
  }
}
