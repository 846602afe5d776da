package dev.eyepiece.agent;

import java.net.InetAddress;

/**
 * An address to listen at or to call.
 *
 * @param host a name or a literal address, an IPv6 one without its brackets; {@code localhost}
 *     means both loopbacks
 * @param port 0 to 65535, where 0 lets the system choose
 */
public record HostPort(String host, int port) {

  public HostPort {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port " + port + " is not in 0..65535");
    }
  }

  /**
   * Reads {@code HOST:PORT}, {@code [IPV6]:PORT}, or {@code :PORT} for localhost.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  public static HostPort parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("no port in it");
    }
    String host = text.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    } else if (host.indexOf(':') >= 0) {
      throw new IllegalArgumentException("an IPv6 address needs brackets");
    }
    for (int i = 0; i < host.length(); i++) {
      char c = host.charAt(i);
      if (c <= ' ' || c >= 127 || "/@[]?#".indexOf(c) >= 0) {
        throw new IllegalArgumentException("its host name has a character that no host name has");
      }
    }
    return new HostPort(host.isEmpty() ? "localhost" : host, port(text.substring(colon + 1)));
  }

  private static int port(String digits) {
    if (digits.isEmpty()
        || digits.length() > 5
        || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new IllegalArgumentException("its port is not a number in 0..65535");
    }
    return Integer.parseInt(digits);
  }

  /**
   * True when only this machine can reach it. A name other than {@code localhost} is not looked up
   * and counts as open.
   */
  public boolean isLoopback() {
    if (host.equalsIgnoreCase("localhost")) {
      return true;
    }
    try {
      return InetAddress.ofLiteral(host).isLoopbackAddress();
    } catch (IllegalArgumentException aName) {
      return false;
    }
  }

  public HostPort withPort(int other) {
    return new HostPort(host, other);
  }

  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
