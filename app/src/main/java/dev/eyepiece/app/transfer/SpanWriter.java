package dev.eyepiece.app.transfer;

import dev.eyepiece.telemetry.SpanRecord;
import java.io.IOException;

/** Writes spans in a form of its own. */
public interface SpanWriter extends AutoCloseable {

  /**
   * Takes the next span.
   *
   * @throws IllegalStateException when the form cannot take so many; the message says what to do
   */
  void span(SpanRecord span) throws IOException;

  /** Writes what was kept back, and is done. */
  void end() throws IOException;

  /** Gives up what {@link #end} did not finish. */
  @Override
  void close() throws IOException;
}
