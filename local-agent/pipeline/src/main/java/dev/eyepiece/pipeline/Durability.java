package dev.eyepiece.pipeline;

/** What "acknowledged" means. */
public enum Durability {
  /** Nothing is journaled: a crash loses what is not sealed. */
  NONE,
  /**
   * Written to the journal file, so that a killed process loses nothing; forced to disk every 200
   * ms.
   */
  GROUP,
  /** Forced to disk before the acknowledgement. */
  STRICT
}
