package dev.eyepiece.opamp;

/** What a server says it can do (specification, ServerToAgent.capabilities). */
public enum ServerCapability {
  ACCEPTS_STATUS(0),
  OFFERS_REMOTE_CONFIG(1),
  ACCEPTS_EFFECTIVE_CONFIG(2),
  OFFERS_PACKAGES(3),
  ACCEPTS_PACKAGES_STATUS(4),
  OFFERS_CONNECTION_SETTINGS(5),
  ACCEPTS_CONNECTION_SETTINGS_REQUEST(6);

  private final long mask;

  ServerCapability(int bit) {
    this.mask = 1L << bit;
  }

  public long mask() {
    return mask;
  }

  public boolean in(long bits) {
    return (bits & mask) != 0;
  }
}
