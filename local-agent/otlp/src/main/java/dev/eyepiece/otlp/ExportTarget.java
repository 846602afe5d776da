package dev.eyepiece.otlp;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A receiver of OTLP and how to send to it. Header values may be secrets: {@link #toString} leaves
 * them out.
 *
 * @param protocol what is spoken; {@code address.grpc()} says the same of gRPC
 * @param headers sent with every request; names in any case, values without line breaks
 * @param tls beyond what the system trusts; counts for https alone
 * @param timeout from the first byte sent to the last one of the answer
 */
public record ExportTarget(
    OtlpAddress address,
    Protocol protocol,
    Map<String, String> headers,
    Compression compression,
    TrustFiles tls,
    Duration timeout) {
  /** The protocols of OTLP, by the names of {@code OTEL_EXPORTER_OTLP_PROTOCOL}. */
  public enum Protocol {
    GRPC("grpc"),
    HTTP_PROTOBUF("http/protobuf"),
    HTTP_JSON("http/json");

    private final String text;

    Protocol(String text) {
      this.text = text;
    }

    /** As settings have it. */
    public String text() {
      return text;
    }
  }

  /** How requests are compressed. */
  public enum Compression {
    NONE,
    GZIP,
    ZSTD
  }

  /**
   * PEM files of TLS.
   *
   * @param authority certificates that are trusted instead of the system's; null for the system's
   * @param certificate the chain that this client shows; null for none
   * @param key its private key, PKCS#8, without a password; there when the certificate is
   * @param unchecked take any certificate of any host
   */
  public record TrustFiles(
      @Nullable Path authority, @Nullable Path certificate, @Nullable Path key, boolean unchecked) {
    /** What the system trusts, and no certificate of one's own. */
    public static final TrustFiles SYSTEM = new TrustFiles(null, null, null, false);

    public TrustFiles {
      if ((certificate == null) != (key == null)) {
        throw new IllegalArgumentException(
            "a client certificate needs its key beside it, and a key its certificate");
      }
    }
  }

  public ExportTarget {
    if (address.grpc() != (protocol == Protocol.GRPC)) {
      throw new IllegalArgumentException(
          address.uri() + " is an address of another protocol than " + protocol.text());
    }
    headers.forEach(ExportTarget::check);
    headers = Map.copyOf(headers);
  }

  private static void check(String name, String value) {
    if (!name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,200}")) {
      throw new IllegalArgumentException("'" + name + "' is no name of a header");
    }
    if (value.length() > 8192 || !value.chars().allMatch(c -> c >= 0x20 && c < 0x7f)) {
      // Without the value: it may be a secret.
      throw new IllegalArgumentException(
          "the value of the header "
              + name
              + " has characters other than printable ASCII, or more than 8192");
    }
  }

  /** Plain, without headers, gzip, 10 seconds. */
  public static ExportTarget of(OtlpAddress address) {
    return new ExportTarget(
        address,
        address.grpc() ? Protocol.GRPC : Protocol.HTTP_PROTOBUF,
        Map.of(),
        Compression.GZIP,
        TrustFiles.SYSTEM,
        Duration.ofSeconds(10));
  }

  public ExportTarget withHeaders(Map<String, String> others) {
    return new ExportTarget(address, protocol, others, compression, tls, timeout);
  }

  public ExportTarget withTimeout(Duration other) {
    return new ExportTarget(address, protocol, headers, compression, tls, other);
  }

  public ExportTarget withCompression(Compression other) {
    return new ExportTarget(address, protocol, headers, other, tls, timeout);
  }

  public ExportTarget withProtocol(Protocol other) {
    return new ExportTarget(address, other, headers, compression, tls, timeout);
  }

  public ExportTarget withTls(TrustFiles other) {
    return new ExportTarget(address, protocol, headers, compression, other, timeout);
  }

  private Collection<String> headerNames() {
    return new TreeMap<>(headers).keySet();
  }

  /** Without the values of headers. */
  @Override
  public String toString() {
    return address.uri() + " " + protocol.text() + " " + compression + " headers " + headerNames();
  }
}
