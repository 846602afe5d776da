package dev.eyepiece.opamp.server;

import dev.eyepiece.opamp.wire.ServerToAgent;

/** The way to an agent. Safe for any thread; nothing here waits. */
public interface Link {

  /** Sends a message; over HTTP the first is the answer and what follows is dropped. */
  void send(ServerToAgent message);

  /** Whether it is a WebSocket, over which messages can be sent at any time. */
  boolean isSocket();

  boolean isOpen();

  /** How many agents have spoken over it. */
  int agents();

  /** The address of the other side. */
  String remote();
}
