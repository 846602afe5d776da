package dev.eyepiece.net;

/**
 * The bodies of a server's requests in flight.
 *
 * @param bytes held now, of requests that are being received or answered
 * @param capBytes the most that are held
 * @param refused requests whose sender was told to come again because there was no room
 * @param stalled requests that were given up because their body did not go on
 */
public record BodyStats(long bytes, long capBytes, long refused, long stalled) {
  public static final BodyStats NONE = new BodyStats(0, 0, 0, 0);

  BodyStats plus(BodyStats other) {
    return new BodyStats(
        bytes + other.bytes,
        capBytes + other.capBytes,
        refused + other.refused,
        stalled + other.stalled);
  }
}
