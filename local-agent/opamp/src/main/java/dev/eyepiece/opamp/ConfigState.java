package dev.eyepiece.opamp;

/** Where an agent stands with the config that it is to have. */
public enum ConfigState {
  /** It is to have none from here, and has reported none. */
  NONE("none"),
  /** It is to have one and has not been offered it yet. */
  PENDING("pending"),
  /** It was offered and has not said anything about it. */
  OFFERED("offered"),
  APPLYING("applying"),
  APPLIED("applied"),
  FAILED("failed"),
  /** It failed with the one that it is to have, and went back to another. */
  ROLLED_BACK("rolled back"),
  /** It does not take configs. */
  UNSUPPORTED("not taken");

  private final String title;

  ConfigState(String title) {
    this.title = title;
  }

  @Override
  public String toString() {
    return title;
  }
}
