package dev.eyepiece.telemetry;

/**
 * The kinds of {@link AnyValue} as the numbers by which columns name them. The numbers are the
 * field numbers of OTLP's {@code AnyValue}; zero is the empty value.
 */
public final class ValueType {
  public static final byte EMPTY = 0;
  public static final byte TEXT = 1;
  public static final byte BOOL = 2;
  public static final byte INT = 3;
  public static final byte REAL = 4;
  public static final byte ARRAY = 5;
  public static final byte KEY_VALUES = 6;
  public static final byte BYTES = 7;

  private ValueType() {}
}
