package dev.eyepiece.otlp.hostile;

/**
 * Something that an attacker, or a broken sender, does.
 *
 * @param name what it does
 * @param expected a regular expression of how it must end
 */
record HostileCase(String name, String expected, Attack attack) {

  /** Does it, and tells how it ended. */
  interface Attack {
    String run(int port) throws Exception;
  }

  static HostileCase of(String name, String expected, Attack attack) {
    return new HostileCase(name, expected, attack);
  }

  @Override
  public String toString() {
    return name;
  }
}
