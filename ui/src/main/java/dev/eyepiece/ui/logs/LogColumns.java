package dev.eyepiece.ui.logs;

import dev.eyepiece.ui.settings.Remembered;
import dev.eyepiece.ui.traces.Pen;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleDoubleProperty;

/**
 * Where the parts of a line stand, in pixels from its left edge. The service's width is the user's
 * and is kept from one run to the next. FX thread only.
 */
final class LogColumns {
  static final double TIME = 12;

  private static final String SERVICE = "logs.column.service";
  private static final double SERVICE_USUAL = 124;
  private static final double SERVICE_LEAST = 48;
  private static final double SERVICE_MOST = 600;
  private static final double GAP = 14;
  private static final double SEVERITY = 26;

  private final Pen pen;
  private final Remembered remembered;
  private final DoubleProperty service = new SimpleDoubleProperty();

  LogColumns(Pen pen, Remembered remembered) {
    this.pen = pen;
    this.remembered = remembered;
    service.set(clamp(remembered.number(SERVICE, SERVICE_USUAL)));
  }

  private static double clamp(double width) {
    return Math.clamp(width, SERVICE_LEAST, SERVICE_MOST);
  }

  /** How wide the service is. */
  DoubleProperty serviceWidth() {
    return service;
  }

  /** Takes the width that the user gives the service, within what is useful. */
  void setServiceWidth(double pixels) {
    service.set(clamp(pixels));
  }

  /** Keeps what the user has set. */
  void remember() {
    remembered.put(SERVICE, service.get());
  }

  /**
   * Where the severity stands.
   *
   * @param days whether the day stands before the time
   */
  double severity(boolean days) {
    String widest = days ? "30 Sep 00:00:00.000" : "00:00:00.000";
    return Math.rint(TIME + pen.width(Pen.Type.MONO, widest) + GAP);
  }

  double service(boolean days) {
    return severity(days) + SEVERITY;
  }

  double body(boolean days) {
    return service(days) + service.get();
  }
}
