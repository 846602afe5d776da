package dev.eyepiece.agent.forward;

import dev.eyepiece.agent.ForwardInfo;
import dev.eyepiece.agent.HostPort;
import dev.eyepiece.otlp.OtlpAddress;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells an endpoint that is the receiver itself: what it takes would go round for ever. */
public final class ForwardLoop {
  private ForwardLoop() {}

  /**
   * Looks whether an endpoint is one of the ports that this receiver listens at. May ask for names
   * of hosts, when the port is the same.
   *
   * @return that port; null when it is none
   */
  public static @Nullable HostPort find(ForwardInfo endpoint, List<HostPort> own) {
    URI uri = OtlpAddress.parse(endpoint.url()).uri();
    int port = uri.getPort() >= 0 ? uri.getPort() : uri.getScheme().equals("https") ? 443 : 80;
    for (HostPort at : own) {
      if (at.port() == port && isSame(host(uri.getHost()), at.host())) {
        return at;
      }
    }
    return null;
  }

  /** What is said of an endpoint that is. */
  public static String message(ForwardInfo endpoint, HostPort own) {
    return "the endpoint '"
        + endpoint.name()
        + "' ("
        + endpoint.url()
        + ") is this receiver itself, at "
        + own
        + ": what it takes would come back for ever; expected another receiver";
  }

  private static String host(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  private static boolean isSame(String host, String own) {
    if (host.equalsIgnoreCase(own)) {
      return true;
    }
    try {
      boolean everywhere = InetAddress.getByName(own).isAnyLocalAddress();
      boolean loopback = InetAddress.getByName(own).isLoopbackAddress();
      List<InetAddress> listens = List.of(InetAddress.getAllByName(own));
      for (InetAddress address : InetAddress.getAllByName(host)) {
        boolean here = address.isLoopbackAddress() || address.isAnyLocalAddress();
        if ((everywhere && (here || NetworkInterface.getByInetAddress(address) != null))
            || (loopback && here)
            || listens.contains(address)) {
          return true;
        }
      }
    } catch (UnknownHostException | SocketException e) {
      // A host without an address is nobody, and so not this one.
      return false;
    }
    return false;
  }
}
