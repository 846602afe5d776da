package dev.eyepiece.net;

import io.grpc.ServerServiceDefinition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A port and what is served on it. Every port takes gRPC, HTTP/1.1 and, with {@code tls}, both
 * under TLS.
 *
 * @param purpose a sentence that tells a person who opens it in a browser what it is for
 * @param token the bearer token that every request must carry, {@code null} for none
 * @param tls certificate and key, {@code null} for plain text
 */
public record Port(
    HostPort address,
    String purpose,
    List<ServerServiceDefinition> services,
    List<Route> routes,
    @Nullable String token,
    @Nullable Tls tls) {}
