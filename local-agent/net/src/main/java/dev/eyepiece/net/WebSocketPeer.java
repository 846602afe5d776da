package dev.eyepiece.net;

/** The other side of a WebSocket. Safe for any thread; nothing here waits. */
public interface WebSocketPeer {

  /**
   * Sends a binary message. A peer that does not read while more than 16 MiB wait for it is cut
   * off; what is sent to a closed connection is dropped.
   */
  void send(byte[] message);

  /**
   * Says goodbye and closes; a peer that does not answer the goodbye is cut off after two seconds.
   *
   * @param code a status of RFC 6455, section 7.4
   */
  void close(int code, String reason);

  /** The address of the peer. */
  String remote();
}
