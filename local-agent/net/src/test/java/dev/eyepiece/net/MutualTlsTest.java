package dev.eyepiece.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Certificates of senders, with real handshakes over HTTP/1.1, HTTP/2 and gRPC. */
class MutualTlsTest {
  @TempDir static Path folder;
  private static TestCertificates certificates;

  @BeforeAll
  static void make() throws Exception {
    certificates =
        new TestCertificates(folder)
            .server("localhost")
            .authority("authority")
            .signed("sender", "authority")
            .signed("expired", "authority", "-startdate", "-10d", "-validity", "2")
            .server("stranger");
  }

  private static TestServer server(boolean required) throws Exception {
    return new TestServer(
        NetLimits.DEFAULT,
        null,
        new Tls(
            certificates.chain("localhost"),
            certificates.key("localhost"),
            new Tls.Clients(certificates.chain("authority"), required)));
  }

  /** What an echo over HTTP is answered; 0 for a connection that came to nothing. */
  private static int http(TestServer server, @Nullable String alias, HttpClient.Version version)
      throws Exception {
    try (HttpClient client =
        HttpClient.newBuilder().version(version).sslContext(certificates.client(alias)).build()) {
      return client
          .send(
              HttpRequest.newBuilder(URI.create("https://localhost:" + server.port() + "/echo"))
                  .POST(HttpRequest.BodyPublishers.ofString("hello"))
                  .build(),
              HttpResponse.BodyHandlers.discarding())
          .statusCode();
    } catch (IOException refused) {
      return 0;
    }
  }

  private static Status grpc(TestServer server, @Nullable String alias) throws Exception {
    SslContextBuilder context =
        GrpcSslContexts.forClient().trustManager(certificates.chain("localhost").toFile());
    if (alias != null) {
      context.keyManager(certificates.chain(alias).toFile(), certificates.key(alias).toFile());
    }
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("localhost", server.port())
            .overrideAuthority("localhost")
            .sslContext(context.build())
            .build();
    try {
      byte[] answer =
          ClientCalls.blockingUnaryCall(
              channel,
              GrpcBytes.method(TestServer.SERVICE, TestServer.METHOD),
              CallOptions.DEFAULT,
              new byte[] {1, 2, 3});
      assertThat(answer).containsExactly(1, 2, 3);
      return Status.OK;
    } catch (StatusRuntimeException e) {
      return e.getStatus();
    } finally {
      channel.shutdownNow();
    }
  }

  /** Who has no certificate passes where it is optional; one that does not hold never does. */
  @ParameterizedTest
  @CsvSource({
    "true, sender, 200",
    "true,, 0",
    "true, stranger, 0",
    "true, expired, 0",
    "false, sender, 200",
    "false,, 200",
    "false, expired, 0"
  })
  void certificatesOfSendersAreAskedForAndChecked(boolean required, String alias, int status)
      throws Exception {
    try (TestServer server = server(required)) {
      assertThat(http(server, alias, HttpClient.Version.HTTP_1_1)).isEqualTo(status);
      assertThat(http(server, alias, HttpClient.Version.HTTP_2)).isEqualTo(status);
      assertThat(grpc(server, alias).getCode())
          .isEqualTo(status == 200 ? Status.Code.OK : Status.Code.UNAVAILABLE);
      // Whoever was turned away has cost the others nothing.
      assertThat(http(server, "sender", HttpClient.Version.HTTP_1_1)).isEqualTo(200);
    }
  }

  @Test
  void authoritiesThatCannotBeUsedNameTheFile() throws Exception {
    Path chain = certificates.chain("localhost");
    Path key = certificates.key("localhost");
    Path none = Files.writeString(folder.resolve("none.pem"), "");
    Path broken = Files.writeString(folder.resolve("broken.pem"), "nothing of the kind");
    for (Path file : new Path[] {none, broken, folder.resolve("absent.pem")}) {
      Tls tls = new Tls(chain, key, new Tls.Clients(file, true));
      assertThatThrownBy(() -> new TestServer(NetLimits.DEFAULT, null, tls))
          .isInstanceOf(PortException.class)
          .hasMessageStartingWith(
              "cannot use the authorities of clients "
                  + file
                  + " (expected: a PEM file of certificates): ");
    }
  }
}
