package dev.eyepiece.ui.fleet;

/** A line of two texts laid beside each other. */
record DiffLine(Kind kind, String text) {

  /** Which of the two has the line. */
  enum Kind {
    SAME(" "),
    REMOVED("−"),
    ADDED("+"),
    /** Lines that are in both and not shown; the text says how many. */
    LEFT_OUT("⋯");

    private final String sign;

    Kind(String sign) {
      this.sign = sign;
    }

    String sign() {
      return sign;
    }
  }
}
