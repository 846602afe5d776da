package dev.eyepiece.agent;

import dev.eyepiece.net.Refusal;
import java.time.Instant;
import java.util.Locale;

/**
 * One request, or one connection, that the receiver did not take; fit to be shown.
 *
 * @param from the address of the peer
 * @param port the port that it came to
 * @param kind {@code busy}, {@code malformed} or {@code refused}
 * @param code a status of HTTP or gRPC; {@code TLS} for a handshake
 * @param what method and path, as far as they are known
 * @param reason English
 */
public record ReceiverRefusal(
    Instant at, String from, int port, String kind, String code, String what, String reason) {

  static ReceiverRefusal of(Refusal refusal) {
    return new ReceiverRefusal(
        Instant.ofEpochMilli(refusal.atMillis()),
        refusal.from(),
        refusal.port(),
        refusal.kind().name().toLowerCase(Locale.ROOT),
        refusal.code(),
        refusal.what(),
        refusal.reason());
  }
}
