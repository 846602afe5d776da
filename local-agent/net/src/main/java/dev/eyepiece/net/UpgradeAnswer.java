package dev.eyepiece.net;

import java.util.Map;
import java.util.function.Function;

/** Whether a connection becomes a WebSocket. */
public sealed interface UpgradeAnswer {

  /**
   * It does.
   *
   * @param opened called on the event loop once the connection is one; gives who listens to it
   */
  record Accept(Function<WebSocketPeer, WebSocketListener> opened) implements UpgradeAnswer {}

  /** It stays HTTP and gets this answer. */
  record Refuse(int status, String sentence, Map<String, String> headers)
      implements UpgradeAnswer {}
}
