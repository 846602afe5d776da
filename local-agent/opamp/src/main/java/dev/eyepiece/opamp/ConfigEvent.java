package dev.eyepiece.opamp;

/**
 * A step of an agent's config.
 *
 * @param hash in hexadecimal digits
 * @param error the agent's own words, empty for none
 */
public record ConfigEvent(long unixMillis, String hash, Step step, String error) {

  /** What happened. */
  public enum Step {
    DESIRED,
    OFFERED,
    APPLYING,
    APPLIED,
    FAILED
  }
}
