package dev.eyepiece.net;

import org.jspecify.annotations.Nullable;

/** A request to become a WebSocket (RFC 6455, section 4.2). */
public interface Upgrade {

  /** A header, {@code null} when absent. */
  @Nullable String header(String name);

  /** The address of the peer. */
  String remote();
}
