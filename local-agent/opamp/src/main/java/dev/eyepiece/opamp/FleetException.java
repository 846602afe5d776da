package dev.eyepiece.opamp;

/** What was asked of the fleet cannot be done; the message says why. */
public final class FleetException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean unknownAgent;

  private FleetException(String message, boolean unknownAgent) {
    super(message);
    this.unknownAgent = unknownAgent;
  }

  public static FleetException unknown(InstanceUid uid) {
    return new FleetException("no agent " + uid + " is known", true);
  }

  public static FleetException of(String message) {
    return new FleetException(message, false);
  }

  public boolean isUnknownAgent() {
    return unknownAgent;
  }
}
