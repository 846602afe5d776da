package dev.eyepiece.otlp;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What became of a request that was sent to a receiver (OTLP specification 1.11, "OTLP/gRPC
 * Response", "OTLP/HTTP Response"). Texts are of one line and bounded.
 */
public sealed interface ExportResult {

  /**
   * It was taken and must not be sent again.
   *
   * @param rejected records that the receiver did not take; of profiles how many profiles
   * @param message why, or a warning when it took all; empty when it said nothing
   */
  record Taken(long rejected, String message) implements ExportResult {
    /** All was taken without a word. */
    public static final Taken WHOLE = new Taken(0, "");
  }

  /** It was refused for good: the same request would be refused again. */
  record Refused(String reason) implements ExportResult {}

  /** It was not taken, since the receiver had it before: it went on from there and came back. */
  record Returned(String reason) implements ExportResult {}

  /**
   * It was not taken and may be sent again.
   *
   * @param delay what the receiver asks to wait; null when it does not say
   * @param reached whether a receiver answered at all
   */
  record Later(String reason, @Nullable Duration delay, boolean reached) implements ExportResult {}
}
