package dev.eyepiece.ui.trace;

import java.net.URL;

/** The style sheet of the list and the page. */
public final class Sheet {
  private static final String PATH = "/dev/eyepiece/ui/trace/trace.css";

  private Sheet() {}

  public static String url() {
    URL sheet = Sheet.class.getResource(PATH);
    if (sheet == null) {
      throw new IllegalStateException(PATH + " is missing from the program");
    }
    return sheet.toExternalForm();
  }
}
