package dev.eyepiece.net;

/** Decides on each connection that wants to become a WebSocket; runs on the event loop. */
@FunctionalInterface
public interface WebSocketHandler {
  UpgradeAnswer upgrade(Upgrade request);
}
