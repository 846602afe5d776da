package dev.eyepiece.ruleeditor;

/** A line of two texts laid beside each other. */
public record DiffLine(Kind kind, String text) {

  /** Which of the two has the line. */
  public enum Kind {
    SAME(" "),
    REMOVED("−"),
    ADDED("+"),
    /** Lines that are in both and not shown; the text says how many. */
    LEFT_OUT("⋯");

    private final String sign;

    Kind(String sign) {
      this.sign = sign;
    }

    /** One character that stands before the line. */
    public String sign() {
      return sign;
    }
  }
}
