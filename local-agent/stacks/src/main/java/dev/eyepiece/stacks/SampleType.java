package dev.eyepiece.stacks;

/**
 * What the values of samples count.
 *
 * @param type for instance {@code cpu}, {@code samples}, {@code alloc_space}; may be empty
 * @param unit for instance {@code nanoseconds}, {@code count}, {@code bytes}; may be empty
 */
public record SampleType(String type, String unit) {
  /** Samples, each of which counts one. */
  public static final SampleType SAMPLES = new SampleType("samples", "count");

  /** For instance "cpu (nanoseconds)". */
  public String label() {
    if (type.isEmpty()) {
      return unit.isEmpty() ? "value" : unit;
    }
    return unit.isEmpty() || unit.equals(type) ? type : type + " (" + unit + ")";
  }
}
