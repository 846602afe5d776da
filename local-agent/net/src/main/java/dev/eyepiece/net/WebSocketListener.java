package dev.eyepiece.net;

/**
 * Hears what a WebSocket peer sends; always on the connection's event loop, so it must not wait.
 */
public interface WebSocketListener {

  /** A whole binary message, within the port's cap. */
  void onMessage(byte[] message);

  /** The connection is gone, whoever ended it. Called once, the last of all. */
  void onClosed();
}
