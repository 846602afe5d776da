package dev.eyepiece.net;

/**
 * One request, or one connection, that was not taken.
 *
 * @param atMillis when, milliseconds since 1970
 * @param from the address of the peer
 * @param port the port that it came to
 * @param code a status of HTTP or gRPC, such as {@code 404} or {@code UNIMPLEMENTED}; {@code TLS}
 *     for a handshake
 * @param what method and path, as far as they are known; bounded
 * @param reason English, fit to be shown; bounded
 */
public record Refusal(
    long atMillis, String from, int port, Kind kind, String code, String what, String reason) {
  private static final int LONGEST_WHAT = 120;
  private static final int LONGEST_REASON = 400;

  /** What a sender is to do about it. */
  public enum Kind {
    /** Come again: 429, 503, {@code UNAVAILABLE}. */
    BUSY,
    /** Send something else: 400, {@code INVALID_ARGUMENT}. */
    MALFORMED,
    /** Send it elsewhere, smaller, or with what was missing: all others. */
    REFUSED
  }

  /** Bounds what came from outside, and takes control characters out of it. */
  public Refusal {
    what = bounded(what, LONGEST_WHAT);
    reason = bounded(reason, LONGEST_REASON);
  }

  static Kind kind(int httpStatus) {
    return switch (httpStatus) {
      case 429, 502, 503, 504 -> Kind.BUSY;
      case 400 -> Kind.MALFORMED;
      default -> Kind.REFUSED;
    };
  }

  private static String bounded(String text, int most) {
    String cut = text.length() > most ? text.substring(0, most) + "\u2026" : text;
    return cut.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
  }
}
