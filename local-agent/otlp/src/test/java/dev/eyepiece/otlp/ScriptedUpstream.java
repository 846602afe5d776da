package dev.eyepiece.otlp;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.eyepiece.net.GrpcBytes;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyServerBuilder;
import io.netty.handler.ssl.ClientAuth;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Receivers that answer what a test tells them to, one over HTTP and one over gRPC. */
final class ScriptedUpstream implements AutoCloseable {
  private static final InetSocketAddress ANYWHERE =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  final List<Map<String, List<String>>> headers = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer http;

  volatile int status = 200;
  volatile byte[] body = new byte[0];
  volatile Map<String, String> answerHeaders = Map.of();
  volatile boolean silent;

  ScriptedUpstream() throws IOException {
    http = HttpServer.create(ANYWHERE, 0);
    http.setExecutor(threads);
    http.createContext("/", this::answer);
    http.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    headers.add(Map.copyOf(exchange.getRequestHeaders()));
    if (silent) {
      return;
    }
    answerHeaders.forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  OtlpAddress address() {
    return OtlpAddress.parse("http://127.0.0.1:" + http.getAddress().getPort());
  }

  /** A gRPC server of the trace service that ends every call with this status. */
  static Server grpc(Status status, byte[] details) throws IOException {
    return service(NettyServerBuilder.forAddress(ANYWHERE), status, details);
  }

  /** A gRPC server under TLS that wants a client's certificate. */
  static Server grpc(TestCertificate own, TestCertificate client) throws IOException {
    return service(
        NettyServerBuilder.forAddress(ANYWHERE)
            .sslContext(
                GrpcSslContexts.forServer(own.chain().toFile(), own.key().toFile())
                    .trustManager(client.chain().toFile())
                    .clientAuth(ClientAuth.REQUIRE)
                    .build()),
        Status.OK,
        new byte[0]);
  }

  private static Server service(NettyServerBuilder builder, Status status, byte[] details)
      throws IOException {
    String name = ExportKind.TRACES.service();
    return builder
        .addService(
            ServerServiceDefinition.builder(name)
                .addMethod(
                    GrpcBytes.method(name, "Export"),
                    (call, headers) -> {
                      call.request(2);
                      return new ServerCall.Listener<>() {
                        @Override
                        public void onHalfClose() {
                          Metadata trailers = new Metadata();
                          if (details.length > 0) {
                            trailers.put(
                                Metadata.Key.of(
                                    "grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER),
                                details);
                          }
                          if (status.isOk()) {
                            call.sendHeaders(new Metadata());
                            call.sendMessage(new byte[0]);
                          }
                          call.close(status, trailers);
                        }
                      };
                    })
                .build())
        .build()
        .start();
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
  }
}
