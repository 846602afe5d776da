package dev.eyepiece.ui.fleet;

import java.net.URL;

/** The style sheet of the fleet. */
final class FleetSheet {
  private FleetSheet() {}

  static String url() {
    URL url = FleetSheet.class.getResource("fleet.css");
    if (url == null) {
      throw new IllegalStateException("fleet.css is missing from the program");
    }
    return url.toExternalForm();
  }
}
