package dev.eyepiece.app.send;

import java.io.IOException;

/** Takes the requests of a file in their order. */
public interface RequestSink {

  /**
   * Takes one.
   *
   * @param request the bytes of an ExportTraceServiceRequest
   * @param place where it was, for messages
   */
  void take(byte[] request, String place) throws IOException, FileFormatException;
}
