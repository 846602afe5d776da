package dev.eyepiece.net;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a port needs for TLS.
 *
 * @param certificateChain PEM, leaf first
 * @param privateKey PEM, PKCS#8, without a password
 * @param clients how clients prove who they are; {@code null} asks them for nothing
 */
public record Tls(Path certificateChain, Path privateKey, @Nullable Clients clients) {

  /** TLS that asks clients for no certificate. */
  public Tls(Path certificateChain, Path privateKey) {
    this(certificateChain, privateKey, null);
  }

  /**
   * Certificates of clients ("mutual TLS").
   *
   * @param authorities PEM certificates; a client's chain must end in one of them
   * @param required whether a client without a certificate is turned away; one whose certificate
   *     does not hold is in either case
   */
  public record Clients(Path authorities, boolean required) {}
}
