package dev.eyepiece.agent;

import dev.eyepiece.agent.folder.Token;
import dev.eyepiece.net.NetLimits;
import dev.eyepiece.net.NetServer;
import dev.eyepiece.net.Port;
import dev.eyepiece.net.PortException;
import dev.eyepiece.net.Route;
import dev.eyepiece.net.Tls;
import dev.eyepiece.opamp.Fleet;
import dev.eyepiece.otlp.OtlpReceiver;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ports that a config asks for, each with what senders must show there: nothing on loopback,
 * unless certificates are asked for; elsewhere the token, over TLS.
 */
final class AgentPorts {
  private final AgentConfig config;
  private final AgentConfig.Ports ports;
  private final AgentConfig.Access access;

  AgentPorts(AgentConfig config) {
    this.config = config;
    this.ports = config.ports();
    this.access = config.access();
  }

  /**
   * Opens all but the fleet's.
   *
   * @param api routes of the local API
   * @param token what who asks that API must show, on loopback too
   */
  NetServer open(OtlpReceiver receiver, List<Route> api, String token) throws IOException {
    String senders = senderToken();
    NetLimits limits =
        new NetLimits(
            config.caps().requestBytes(),
            NetLimits.DEFAULT.maxConnections(),
            NetLimits.DEFAULT.idleSeconds());
    return NetServer.start(
        List.of(
            otlp(ports.grpc(), "Eyepiece takes OTLP here, over gRPC and HTTP.", receiver, senders),
            otlp(ports.http(), "Eyepiece takes OTLP here, over HTTP and gRPC.", receiver, senders),
            new Port(
                address(ports.api()),
                "Eyepiece's local API, under /api/v1/.",
                List.of(),
                api,
                token,
                tls(ports.api()))),
        limits,
        Runtime.getRuntime().availableProcessors());
  }

  private Port otlp(
      HostPort address, String purpose, OtlpReceiver receiver, @Nullable String senders) {
    return new Port(
        address(address),
        purpose,
        receiver.services(),
        receiver.routes(),
        List.of(),
        access.origins(),
        address.isLoopback() ? null : senders,
        otlpTls(address),
        receiver.senders());
  }

  /**
   * Opens the fleet's beside them.
   *
   * @return its URL
   * @throws PortException when it cannot be had
   */
  URI openFleet(NetServer server, HostPort address, Fleet agents) throws IOException {
    Port port =
        new Port(
            address(address),
            "Eyepiece's fleet: OpAMP at " + Fleet.PATH + ", over WebSocket and HTTP.",
            List.of(),
            agents.routes(),
            agents.webSockets(),
            address.isLoopback() ? null : senderToken(),
            tls(address));
    return uri(address, port.tls(), server.open(port, NetLimits.DEFAULT).port())
        .resolve(Fleet.PATH);
  }

  /**
   * Where a server that {@link #open} gave listens.
   *
   * @param opamp URL of the fleet; null when there is none
   */
  Endpoints endpoints(NetServer server, @Nullable URI opamp) {
    List<dev.eyepiece.net.HostPort> bound = server.addresses();
    return new Endpoints(
        uri(ports.grpc(), otlpTls(ports.grpc()), bound.get(0).port()),
        uri(ports.http(), otlpTls(ports.http()), bound.get(1).port()),
        uri(ports.api(), tls(ports.api()), bound.get(2).port()),
        opamp);
  }

  private @Nullable String senderToken() throws IOException {
    Path file = access.senderToken();
    return file == null ? null : Token.read(file);
  }

  /** Loopback stays plain: a certificate is for the other machines. */
  private @Nullable Tls tls(HostPort address) {
    AgentConfig.TlsFiles files = access.tls();
    return address.isLoopback() || files == null ? null : new Tls(files.certificate(), files.key());
  }

  /** Who asks senders for certificates means those of this machine too. */
  private @Nullable Tls otlpTls(HostPort address) {
    AgentConfig.TlsFiles files = access.tls();
    Path authorities = files == null ? null : files.clientAuthorities();
    return files == null || authorities == null
        ? tls(address)
        : new Tls(
            files.certificate(),
            files.key(),
            new Tls.Clients(authorities, files.clientsRequired()));
  }

  private static dev.eyepiece.net.HostPort address(HostPort address) {
    return new dev.eyepiece.net.HostPort(address.host(), address.port());
  }

  private static URI uri(HostPort address, @Nullable Tls tls, int port) {
    return URI.create((tls == null ? "http" : "https") + "://" + address.withPort(port));
  }
}
