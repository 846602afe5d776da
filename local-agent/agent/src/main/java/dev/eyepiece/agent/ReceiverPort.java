package dev.eyepiece.agent;

import java.net.URI;

/**
 * A port that takes OTLP.
 *
 * @param name what it is for first of all, such as {@code OTLP/gRPC}; it takes the other ways too
 * @param url where senders reach it
 * @param certificates whether senders are asked for certificates
 * @param token whether senders must show the token
 */
public record ReceiverPort(String name, URI url, Certificates certificates, boolean token) {

  /** What senders are asked for in the handshake. */
  public enum Certificates {
    NONE,
    OPTIONAL,
    REQUIRED
  }

  public boolean tls() {
    return url.getScheme().equals("https");
  }
}
