package dev.eyepiece.net;

import io.grpc.ServerServiceDefinition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A port and what is served on it. Every port takes gRPC, HTTP/1.1 and, with {@code tls}, both
 * under TLS.
 *
 * @param purpose a sentence that tells a person who opens it in a browser what it is for
 * @param origins web pages that may send beside those of this machine, each an {@link
 *     OriginPattern}
 * @param webSockets what takes WebSocket connections, over HTTP/1.1 alone
 * @param token the bearer token that every request must carry, {@code null} for none
 * @param tls certificate and key, {@code null} for plain text
 * @param watch is told of its connections; {@code null} for nobody
 */
public record Port(
    HostPort address,
    String purpose,
    List<ServerServiceDefinition> services,
    List<Route> routes,
    List<WebSocketRoute> webSockets,
    List<String> origins,
    @Nullable String token,
    @Nullable Tls tls,
    @Nullable PeerWatch watch) {

  /** A port whose connections nobody watches. */
  public Port(
      HostPort address,
      String purpose,
      List<ServerServiceDefinition> services,
      List<Route> routes,
      List<WebSocketRoute> webSockets,
      List<String> origins,
      @Nullable String token,
      @Nullable Tls tls) {
    this(address, purpose, services, routes, webSockets, origins, token, tls, null);
  }

  /** A port for no web pages but those of this machine. */
  public Port(
      HostPort address,
      String purpose,
      List<ServerServiceDefinition> services,
      List<Route> routes,
      List<WebSocketRoute> webSockets,
      @Nullable String token,
      @Nullable Tls tls) {
    this(address, purpose, services, routes, webSockets, List.of(), token, tls);
  }

  /** The same without WebSockets. */
  public Port(
      HostPort address,
      String purpose,
      List<ServerServiceDefinition> services,
      List<Route> routes,
      @Nullable String token,
      @Nullable Tls tls) {
    this(address, purpose, services, routes, List.of(), List.of(), token, tls);
  }
}
