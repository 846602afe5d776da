package dev.eyepiece.opamp;

import java.util.Locale;

/** Whether an agent is there. */
public enum Presence {
  /** Its WebSocket is open. */
  CONNECTED,
  /** It asks over HTTP, and has asked in time. */
  POLLING,
  /** It has been silent for longer than it promised, and nothing says that it left. */
  STALE,
  /** It said goodbye, its connection closed, or it has been silent for long. */
  GONE;

  public boolean isLive() {
    return this == CONNECTED || this == POLLING;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
