package dev.eyepiece.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An address to listen on or to call.
 *
 * @param host a name or an address, without brackets
 * @param port 0 to 65535; 0 asks for any free one
 */
public record HostPort(String host, int port) {
  private static final List<String> LOOPBACKS = List.of("127.0.0.1", "::1");

  /** Reads {@code host:port}, {@code [::1]:port} or {@code port}, which means loopback. */
  public static HostPort parse(String text) {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? "127.0.0.1" : text.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    try {
      int port = Integer.parseInt(text.substring(colon + 1));
      if (port >= 0 && port <= 65535 && !host.isEmpty()) {
        return new HostPort(host, port);
      }
    } catch (NumberFormatException e) {
      throw wrong(text, e);
    }
    throw wrong(text, null);
  }

  private static IllegalArgumentException wrong(String text, @Nullable Throwable cause) {
    return new IllegalArgumentException(
        "address '" + text + "' (expected: HOST:PORT with a port from 0 to 65535)", cause);
  }

  /** Whether only this machine can reach it. */
  public boolean isLoopback() {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /**
   * Where to listen: {@code localhost} means both loopbacks, of those that this machine has, since
   * senders differ in which of them they try first.
   */
  public List<InetSocketAddress> listening() throws IOException {
    List<InetSocketAddress> all = new ArrayList<>();
    if (host.equalsIgnoreCase("localhost")) {
      for (String loopback : LOOPBACKS) {
        InetAddress address = InetAddress.ofLiteral(loopback);
        if (NetworkInterface.getByInetAddress(address) != null) {
          all.add(new InetSocketAddress(address, port));
        }
      }
    }
    if (all.isEmpty()) {
      all.add(new InetSocketAddress(InetAddress.getByName(host), port));
    }
    return List.copyOf(all);
  }

  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
