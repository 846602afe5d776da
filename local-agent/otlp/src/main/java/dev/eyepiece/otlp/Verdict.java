package dev.eyepiece.otlp;

import java.util.BitSet;

/**
 * Which records are refused, and what the sender is told.
 *
 * @param rejected rows; of profiles the profiles
 * @param message English: why records are refused, or what is odd about some that are taken; empty
 *     when there is nothing to say
 */
public record Verdict(BitSet rejected, String message) {
  /** How many records are refused. */
  public int count() {
    return rejected.cardinality();
  }
}
