package dev.eyepiece.net;

/**
 * Bounds on what peers may do.
 *
 * @param maxBodyBytes a request's size after decompression
 * @param maxConnections open connections of a port
 * @param idleSeconds a connection without a request in flight is closed after so long
 */
public record NetLimits(int maxBodyBytes, int maxConnections, int idleSeconds) {
  public static final NetLimits DEFAULT = new NetLimits(64 << 20, 4096, 300);
}
