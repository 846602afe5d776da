package dev.eyepiece.ui.logs;

import java.net.URL;

/** The style sheet of the list of log records. */
final class LogsSheet {
  private LogsSheet() {}

  static String url() {
    URL url = LogsSheet.class.getResource("logs.css");
    if (url == null) {
      throw new IllegalStateException("logs.css is missing from the program");
    }
    return url.toExternalForm();
  }
}
