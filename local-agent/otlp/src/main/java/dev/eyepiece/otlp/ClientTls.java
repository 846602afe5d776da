package dev.eyepiece.otlp;

import io.grpc.netty.GrpcSslContexts;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** TLS of a client from PEM files. */
final class ClientTls {
  private ClientTls() {}

  /** For gRPC. */
  static SslContext grpc(ExportTarget.TrustFiles files) throws IOException {
    return build(files, GrpcSslContexts.configure(builder(files), SslProvider.JDK));
  }

  /** For HTTP. */
  static SSLContext http(ExportTarget.TrustFiles files) throws IOException {
    return ((JdkSslContext) build(files, builder(files).sslProvider(SslProvider.JDK))).context();
  }

  private static SslContext build(ExportTarget.TrustFiles files, SslContextBuilder builder)
      throws IOException {
    try {
      return builder.build();
    } catch (SSLException | RuntimeException e) {
      throw new IOException("the TLS files " + files + " cannot be used: " + e.getMessage(), e);
    }
  }

  private static SslContextBuilder builder(ExportTarget.TrustFiles files) throws IOException {
    SslContextBuilder builder = SslContextBuilder.forClient();
    Path certificate = readable(files.certificate());
    Path key = readable(files.key());
    Path authority = readable(files.authority());
    try {
      if (certificate != null && key != null) {
        builder.keyManager(certificate.toFile(), key.toFile());
      }
      if (files.unchecked()) {
        builder.trustManager(InsecureTrustManagerFactory.INSTANCE);
      } else if (authority != null) {
        builder.trustManager(authority.toFile());
      }
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "certificate "
              + certificate
              + ", key "
              + key
              + " or authority "
              + authority
              + " cannot be used (expected: PEM files, the key PKCS#8 without a password): "
              + e.getMessage(),
          e);
    }
    return builder;
  }

  private static @Nullable Path readable(@Nullable Path file) throws IOException {
    if (file != null && !Files.isReadable(file)) {
      throw new IOException("the file " + file + " cannot be read");
    }
    return file;
  }
}
