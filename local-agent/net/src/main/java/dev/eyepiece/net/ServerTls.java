package dev.eyepiece.net;

import io.grpc.netty.GrpcSslContexts;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Makes what a port needs for TLS out of files, and names the file that cannot be used. */
final class ServerTls {
  private static final int MOST_BYTES = 4 << 20;

  private ServerTls() {}

  /**
   * Reads the files.
   *
   * @throws PortException when one of them cannot be used
   */
  static @Nullable SslContext of(@Nullable Tls tls) throws IOException {
    if (tls == null) {
      return null;
    }
    SslContextBuilder builder = builder(tls);
    Tls.Clients clients = tls.clients();
    if (clients != null) {
      builder
          .trustManager(authorities(clients.authorities()))
          .clientAuth(clients.required() ? ClientAuth.REQUIRE : ClientAuth.OPTIONAL);
    }
    try {
      return builder.build();
    } catch (SSLException e) {
      throw wrong(tls, e);
    }
  }

  private static SslContextBuilder builder(Tls tls) throws PortException {
    try {
      return GrpcSslContexts.forServer(tls.certificateChain().toFile(), tls.privateKey().toFile())
          .applicationProtocolConfig(
              new ApplicationProtocolConfig(
                  Protocol.ALPN,
                  SelectorFailureBehavior.NO_ADVERTISE,
                  SelectedListenerFailureBehavior.ACCEPT,
                  "h2",
                  "http/1.1"));
    } catch (IllegalArgumentException e) {
      throw wrong(tls, e);
    }
  }

  private static PortException wrong(Tls tls, Exception cause) {
    return new PortException(
        "cannot use certificate "
            + tls.certificateChain()
            + " with key "
            + tls.privateKey()
            + " (expected: PEM files): "
            + cause.getMessage(),
        cause);
  }

  private static X509Certificate[] authorities(Path file) throws PortException {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw wrongAuthorities(file, "it has more than " + MOST_BYTES + " bytes", null);
      }
    } catch (IOException e) {
      throw wrongAuthorities(file, "it cannot be read", e);
    }
    try (InputStream in = new FileInputStream(file.toFile())) {
      Collection<? extends Certificate> all =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (all.isEmpty()) {
        throw wrongAuthorities(file, "no certificate is in it", null);
      }
      return all.toArray(X509Certificate[]::new);
    } catch (IOException | CertificateException e) {
      throw e instanceof PortException named ? named : wrongAuthorities(file, e.getMessage(), e);
    }
  }

  private static PortException wrongAuthorities(
      Path file, @Nullable String why, @Nullable Exception cause) {
    return new PortException(
        "cannot use the authorities of clients "
            + file
            + " (expected: a PEM file of certificates): "
            + why,
        cause);
  }
}
