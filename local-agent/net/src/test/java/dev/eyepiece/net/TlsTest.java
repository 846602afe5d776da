package dev.eyepiece.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** All protocols under TLS on one port, and what is said when something does not fit. */
class TlsTest {
  @TempDir Path folder;
  private Path chain;
  private Path key;
  private TestCertificates certificates;
  private TestServer server;

  @BeforeEach
  void open() throws Exception {
    certificates = new TestCertificates(folder).server("test");
    chain = certificates.chain("test");
    key = certificates.key("test");
    server = new TestServer(NetLimits.DEFAULT, null, new Tls(chain, key));
  }

  @AfterEach
  void close() {
    server.close();
  }

  private HttpClient client(HttpClient.Version version) throws Exception {
    return HttpClient.newBuilder().version(version).sslContext(certificates.client(null)).build();
  }

  @ParameterizedTest
  @EnumSource(
      value = HttpClient.Version.class,
      names = {"HTTP_1_1", "HTTP_2"})
  void httpIsAgreedOnByAlpn(HttpClient.Version version) throws Exception {
    byte[] body = new byte[300_000];
    body[7] = 7;
    try (HttpClient client = client(version)) {
      for (int i = 0; i < 3; i++) {
        HttpResponse<byte[]> response =
            client.send(
                HttpRequest.newBuilder(URI.create("https://localhost:" + server.port() + "/echo"))
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                    .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        assertThat(response.version()).isEqualTo(version);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(body);
      }
    }
  }

  @Test
  void grpcIsServedOnTheSamePort() throws Exception {
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("localhost", server.port())
            .sslContext(GrpcSslContexts.forClient().trustManager(chain.toFile()).build())
            .build();
    try {
      byte[] answer =
          ClientCalls.blockingUnaryCall(
              channel,
              GrpcBytes.method(TestServer.SERVICE, TestServer.METHOD),
              CallOptions.DEFAULT,
              new byte[] {1, 2, 3});
      assertThat(answer).containsExactly(1, 2, 3);
    } finally {
      channel.shutdownNow();
    }
  }

  @Test
  void whoComesWithoutTlsIsToldSo() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(30_000);
      socket
          .getOutputStream()
          .write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      try (InputStream in = socket.getInputStream()) {
        assertThat(new String(in.readAllBytes(), StandardCharsets.US_ASCII))
            .startsWith("HTTP/1.1 400")
            .endsWith("This port wants TLS: use https or a secure gRPC channel.\n");
      }
    }
  }

  @Test
  void aCertificateThatCannotBeUsedNamesTheFiles() throws Exception {
    Path none = Files.writeString(folder.resolve("none.pem"), "nothing");
    assertThatThrownBy(() -> new TestServer(NetLimits.DEFAULT, null, new Tls(none, key)))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("cannot use certificate " + none)
        .hasMessageContaining("expected: PEM files");
  }
}
