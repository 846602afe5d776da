package dev.eyepiece.ui.traces;

import java.net.URL;

/** The style sheet of the list of traces. */
final class TracesSheet {
  private TracesSheet() {}

  static String url() {
    URL url = TracesSheet.class.getResource("traces.css");
    if (url == null) {
      throw new IllegalStateException("traces.css is missing from the program");
    }
    return url.toExternalForm();
  }
}
