package dev.eyepiece.agent;

/**
 * One thing that the doctor looked at.
 *
 * @param topic what was looked at, one or two words
 * @param what what was found
 * @param todo what to do about it; empty when there is nothing to do
 */
public record Finding(Level level, String topic, String what, String todo) {

  /** How bad it is. */
  public enum Level {
    /** Works. */
    OK,
    /** Not needed by this build, or a fact to know. */
    INFO,
    /** Works with a limit. */
    WARNING,
    /** Does not work here. */
    FAILURE
  }

  /** It works. */
  public static Finding ok(String topic, String what) {
    return new Finding(Level.OK, topic, what, "");
  }

  /** A fact to know. */
  public static Finding info(String topic, String what) {
    return new Finding(Level.INFO, topic, what, "");
  }

  /** It works with a limit. */
  public static Finding warning(String topic, String what, String todo) {
    return new Finding(Level.WARNING, topic, what, todo);
  }

  /** It does not work. */
  public static Finding failure(String topic, String what, String todo) {
    return new Finding(Level.FAILURE, topic, what, todo);
  }
}
