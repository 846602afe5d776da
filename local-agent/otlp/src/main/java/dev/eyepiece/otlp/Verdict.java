package dev.eyepiece.otlp;

import java.util.BitSet;

/**
 * Which records are refused, and why.
 *
 * @param rejected rows
 * @param reason English, empty when nothing is refused
 */
public record Verdict(BitSet rejected, String reason) {
  public int count() {
    return rejected.cardinality();
  }
}
