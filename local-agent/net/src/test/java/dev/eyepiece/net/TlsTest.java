package dev.eyepiece.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import java.io.IOException;
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
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** All protocols under TLS on one port, and what is said when something does not fit. */
class TlsTest {
  private static final char[] PASSWORD = "not a secret".toCharArray();

  @TempDir Path folder;
  private Path chain;
  private Path key;
  private KeyStore store;
  private TestServer server;

  @BeforeEach
  void open() throws Exception {
    Path file = folder.resolve("store.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "test",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=dns:localhost,ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(PASSWORD),
                "-keystore",
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(keytool.exitValue()).isZero();
    store = KeyStore.getInstance(file.toFile(), PASSWORD);
    chain = pem("CERTIFICATE", store.getCertificate("test").getEncoded());
    key = pem("PRIVATE KEY", store.getKey("test", PASSWORD).getEncoded());
    server = new TestServer(NetLimits.DEFAULT, null, new Tls(chain, key));
  }

  private Path pem(String what, byte[] bytes) throws IOException {
    String body = Base64.getMimeEncoder().encodeToString(bytes);
    return Files.writeString(
        folder.resolve(what + ".pem"),
        "-----BEGIN " + what + "-----\n" + body + "\n-----END " + what + "-----\n");
  }

  @AfterEach
  void close() {
    server.close();
  }

  private HttpClient client(HttpClient.Version version) throws Exception {
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return HttpClient.newBuilder().version(version).sslContext(context).build();
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
