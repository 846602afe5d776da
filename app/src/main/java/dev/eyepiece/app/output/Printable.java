package dev.eyepiece.app.output;

/** Text fit for a terminal, whoever wrote it. */
public final class Printable {
  private Printable() {}

  /** One line; what could move the cursor or change colours is written out. */
  public static String line(String text) {
    return Cell.shown(text);
  }
}
