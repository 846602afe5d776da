package dev.eyepiece.app.command;

import dev.eyepiece.agent.HostPort;
import java.net.URI;

/** Reads the address of a local API. */
final class ApiAddress {
  private ApiAddress() {}

  /** Reads {@code http://HOST:PORT}, {@code https://HOST:PORT} or {@code HOST:PORT}. */
  static URI parse(String text) throws CommandException {
    String scheme = text.startsWith("https://") ? "https" : "http";
    String rest = text.startsWith(scheme + "://") ? text.substring(scheme.length() + 3) : text;
    String address = rest.endsWith("/") ? rest.substring(0, rest.length() - 1) : rest;
    try {
      return URI.create(scheme + "://" + HostPort.parse(address));
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(
          "--api: '"
              + text
              + "' is no address ("
              + e.getMessage()
              + "); expected a URL such as"
              + " http://localhost:4319");
    }
  }
}
