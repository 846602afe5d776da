package dev.eyepiece.store;

/** A password or token, which shows itself in no log, error or settings answer. */
public final class Secret {
  /** Nothing at all. */
  public static final Secret NONE = new Secret("");

  private final String value;

  public Secret(String value) {
    this.value = value;
  }

  /** The text itself, for the one that signs in with it. */
  public String reveal() {
    return value;
  }

  public boolean isEmpty() {
    return value.isEmpty();
  }

  @Override
  public String toString() {
    return value.isEmpty() ? "none" : "(hidden)";
  }
}
