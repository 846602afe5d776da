package dev.eyepiece.net;

/**
 * Bounds on what peers may do.
 *
 * @param maxBodyBytes a request's size after decompression, or a WebSocket message's
 * @param maxConnections open HTTP connections, WebSockets not counted
 * @param maxWebSockets open WebSockets
 * @param idleSeconds a connection without a request in flight is closed after so long
 */
public record NetLimits(int maxBodyBytes, int maxConnections, int maxWebSockets, int idleSeconds) {
  public static final NetLimits DEFAULT = new NetLimits(64 << 20, 8192, 18_000, 300);

  /** With the default of WebSockets. */
  public NetLimits(int maxBodyBytes, int maxConnections, int idleSeconds) {
    this(maxBodyBytes, maxConnections, 18_000, idleSeconds);
  }
}
