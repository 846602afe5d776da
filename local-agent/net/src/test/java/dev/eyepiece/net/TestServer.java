package dev.eyepiece.net;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One port that gives back what it is sent, over HTTP at /echo and over gRPC as test.Echo; handlers
 * that fail.
 */
final class TestServer implements AutoCloseable {
  static final String SERVICE = "test.Echo";
  static final String METHOD = "Echo";
  private static final String BYTES = "application/octet-stream";

  private final NetServer server;

  TestServer(NetLimits limits, @Nullable String token, @Nullable Tls tls) throws IOException {
    server =
        NetServer.start(
            List.of(
                new Port(
                    HostPort.parse("127.0.0.1:0"),
                    "a test",
                    List.of(echo()),
                    List.of(
                        new Route("POST", "/echo", false, TestServer::echo),
                        new Route("POST", "/length", true, TestServer::length),
                        new Route("POST", "/fail", false, TestServer::fail),
                        new Route("POST", "/fail-later", true, TestServer::fail),
                        new Route("POST", "/half", true, TestServer::half)),
                    token,
                    tls)),
            limits,
            2);
  }

  private static void echo(HttpExchange exchange) {
    exchange.respond(200, BYTES, exchange.body());
  }

  private static void length(HttpExchange exchange) {
    exchange.respond(200, BYTES, Integer.toString(exchange.body().length).getBytes(US_ASCII));
  }

  private static void fail(HttpExchange exchange) {
    throw new IllegalStateException("no way\nto answer " + exchange.path());
  }

  private static void half(HttpExchange exchange) {
    try {
      exchange.stream(200, BYTES).write("half".getBytes(US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new IllegalStateException("in the middle");
  }

  private static final java.nio.charset.Charset US_ASCII =
      java.nio.charset.StandardCharsets.US_ASCII;

  private static ServerServiceDefinition echo() {
    ServerCallHandler<byte[], byte[]> handler =
        (call, headers) -> {
          call.request(2);
          return new ServerCall.Listener<>() {
            @Override
            public void onMessage(byte[] message) {
              call.sendHeaders(new Metadata());
              call.sendMessage(message);
              call.close(Status.OK, new Metadata());
            }
          };
        };
    return ServerServiceDefinition.builder(SERVICE)
        .addMethod(GrpcBytes.method(SERVICE, METHOD), handler)
        .build();
  }

  int port() {
    return server.addresses().getFirst().port();
  }

  BodyStats bodies() {
    return server.bodies();
  }

  @Override
  public void close() {
    server.close();
  }
}
