package dev.eyepiece.ui.theme;

/** Cells of comma-separated values (RFC 4180). */
public final class Csv {
  private Csv() {}

  /**
   * A text as a cell. One that a spreadsheet would take for a formula gets an apostrophe before it:
   * names and bodies come from strangers.
   */
  public static String cell(String text) {
    String safe = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    boolean plain = safe.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? safe : '"' + safe.replace("\"", "\"\"") + '"';
  }
}
