package dev.eyepiece.app.send;

import dev.eyepiece.telemetry.Signal;
import java.io.IOException;

/** Takes the requests of a file in their order. */
public interface RequestSink {

  /**
   * Takes one.
   *
   * @param request the bytes of the signal's Export..ServiceRequest
   * @param place where it was, for messages
   */
  void take(Signal signal, byte[] request, String place) throws IOException, FileFormatException;
}
