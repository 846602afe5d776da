package dev.eyepiece.otlp;

import java.time.Duration;

/**
 * How an export request is answered over one transport. Exactly one of the methods is called, once.
 */
interface ExportAnswer {

  /** Whether the peer has left by now. */
  boolean isGone();

  /**
   * Success, partial when something was rejected.
   *
   * @param answered to be run once the answer has reached the peer's connection
   */
  void taken(int rejected, String reason, Runnable answered);

  /** The sender may come again after the delay. */
  void busy(Duration retryAfter, String reason);

  /** The sender must not come again with this. */
  void malformed(String reason);

  /** The same, since the request was here before. */
  void returned(String reason);
}
