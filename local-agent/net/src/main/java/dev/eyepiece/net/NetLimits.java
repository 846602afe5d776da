package dev.eyepiece.net;

/**
 * Bounds on what peers may do.
 *
 * @param maxBodyBytes a request's size after decompression, or a WebSocket message's
 * @param maxConnections open HTTP connections, WebSockets not counted
 * @param maxWebSockets open WebSockets
 * @param idleSeconds a connection without a request in flight is closed after so long
 * @param maxBodiesBytes the bodies of all requests of a server that are being received or answered,
 *     together
 * @param stallSeconds a request of whose body nothing has come for so long is given up
 */
public record NetLimits(
    int maxBodyBytes,
    int maxConnections,
    int maxWebSockets,
    int idleSeconds,
    long maxBodiesBytes,
    int stallSeconds) {
  public static final NetLimits DEFAULT = new NetLimits(64 << 20, 8192, 18_000, 300);

  /** With four of the largest bodies in flight, and half a minute for one that does not go on. */
  public NetLimits(int maxBodyBytes, int maxConnections, int maxWebSockets, int idleSeconds) {
    this(maxBodyBytes, maxConnections, maxWebSockets, idleSeconds, 4L * maxBodyBytes, 30);
  }

  /** With the default of WebSockets too. */
  public NetLimits(int maxBodyBytes, int maxConnections, int idleSeconds) {
    this(maxBodyBytes, maxConnections, 18_000, idleSeconds);
  }
}
