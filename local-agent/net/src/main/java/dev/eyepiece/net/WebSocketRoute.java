package dev.eyepiece.net;

/**
 * What takes WebSocket connections at a path.
 *
 * @param path an exact path
 */
public record WebSocketRoute(String path, WebSocketHandler handler) {}
