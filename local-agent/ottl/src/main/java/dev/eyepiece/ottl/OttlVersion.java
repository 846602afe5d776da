package dev.eyepiece.ottl;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Versions of the language at which its behavior changed: those of the collector's distribution
 * that it came with, and 1.0, from which on nothing is taken away. Read from the public sources of
 * the collector's {@code pkg/ottl}, {@code transformprocessor} and {@code filterprocessor}.
 */
public enum OttlVersion {
  V0_120("0.120"),
  V0_146("0.146"),
  V0_155("0.155"),
  V0_161("0.161"),
  V1("1.0");

  /** What holds where none is named. */
  public static final OttlVersion NEWEST = V1;

  private final String text;

  OttlVersion(String text) {
    this.text = text;
  }

  /** As it is written: {@code 0.161}. */
  public String text() {
    return text;
  }

  /** All of them, oldest first, with commas between. */
  public static String all() {
    return Arrays.stream(values()).map(OttlVersion::text).collect(Collectors.joining(", "));
  }

  /**
   * The version that is written so.
   *
   * @throws IllegalArgumentException for one that is not known, whose message says which are
   */
  public static OttlVersion of(String text) {
    for (OttlVersion version : values()) {
      if (version.text.equals(text)) {
        return version;
      }
    }
    throw new IllegalArgumentException(
        "there is no version \"" + text + "\": expected one of " + all());
  }

  /** Whether it has what came with another. */
  public boolean has(OttlVersion other) {
    return compareTo(other) >= 0;
  }
}
