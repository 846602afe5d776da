package dev.eyepiece.net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests in forms that are seldom seen: those that are right are taken, others hear why not. */
class RequestFormsTest {
  private static final String CLOSE = "Connection: close\r\n";
  private static final String LENGTH = "Content-Length: ";

  private TestServer server;

  @BeforeEach
  void open() throws IOException {
    server = new TestServer(new NetLimits(1 << 20, 100, 300), null, null);
  }

  @AfterEach
  void close() {
    server.close();
  }

  private String talk(String head, byte[] body) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(60_000);
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      all.writeBytes(head.getBytes(ISO_8859_1));
      all.writeBytes(body);
      socket.getOutputStream().write(all.toByteArray());
      try (InputStream in = socket.getInputStream()) {
        return new String(in.readAllBytes(), ISO_8859_1);
      }
    }
  }

  private String talk(String head) throws IOException {
    return talk(head, new byte[0]);
  }

  private String echo(byte[] body, String more) throws IOException {
    String head = "POST /echo HTTP/1.1\r\nHost: localhost\r\n" + CLOSE + more;
    return talk(head + LENGTH + body.length + "\r\n\r\n", body);
  }

  /** The host in such a request counts, and not the header beside it (RFC 9112, section 3.2.2). */
  @ParameterizedTest
  @CsvSource({
    "http://localhost:4318/echo?a=b, localhost, 200",
    "HTTP://127.0.0.1/echo, 127.0.0.1, 200",
    "http://localhost, localhost, 404",
    "http://localhost?a, localhost, 404",
    "http://evil.example/echo, localhost, 403",
    "http://localhost@evil.example/echo, localhost, 403",
    "http://localhost/echo, evil.example, 200"
  })
  void aPathMayBeAWholeUrl(String target, String host, int status) throws Exception {
    String head = "POST " + target + " HTTP/1.1\r\nHost: " + host + "\r\n" + CLOSE;
    assertThat(talk(head + LENGTH + "0\r\n\r\n")).startsWith("HTTP/1.1 " + status);
  }

  @Test
  void anEmptyLineMayComeBeforeARequest() throws Exception {
    assertThat(talk("\r\nGET / HTTP/1.1\r\nHost: localhost\r\n" + CLOSE + "\r\n"))
        .startsWith("HTTP/1.1 200");
  }

  /** Methods are case-sensitive, and who types one in small letters is to hear so. */
  @Test
  void aMethodInSmallLettersIsToldWhichOneIsTaken() throws Exception {
    assertThat(talk("post /echo HTTP/1.1\r\nHost: localhost\r\n" + CLOSE + "\r\n"))
        .startsWith("HTTP/1.1 405")
        .contains("post is not taken here (expected: POST)");
  }

  @Test
  void headIsAnsweredAsGetWithoutTheBody() throws Exception {
    assertThat(talk("HEAD / HTTP/1.1\r\nHost: localhost\r\n" + CLOSE + "\r\n"))
        .startsWith("HTTP/1.1 200")
        .containsIgnoringCase("content-length: 7\r\n")
        .endsWith("\r\n\r\n");
  }

  @Test
  void grpcOverHttp1HearsWhatItNeeds() throws Exception {
    String head = "POST /test.Echo/Echo HTTP/1.1\r\nHost: localhost\r\n" + CLOSE;
    assertThat(talk(head + "Content-Type: application/grpc-web+proto\r\n" + LENGTH + "0\r\n\r\n"))
        .startsWith("HTTP/1.1 404")
        .contains("gRPC is taken over HTTP/2 alone");
  }

  /** No handler saw them, and a program reads the answer all the same. */
  @Test
  void headsThatCannotBeReadAreAnsweredWithAStatus() throws Exception {
    assertThat(talk("GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "y".repeat(40_000) + "\r\n\r\n"))
        .startsWith("HTTP/1.1 431")
        .containsIgnoringCase("content-type: application/json\r\n")
        .contains("\r\n\r\n{\"code\":3,\"message\":\"the headers of the request are too large");
    assertThat(talk("GET /" + "y".repeat(10_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n"))
        .startsWith("HTTP/1.1 414")
        .contains("\r\n\r\n{\"code\":3,\"message\":\"a line of the request is too long");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Content-Encoding: gzip, identity|200",
        "Content-Encoding: identity~Content-Encoding: gzip|200",
        "Content-Encoding: GZIP~Content-Encoding:|200",
        "Content-Encoding: gzip~Content-Encoding: zstd|400",
        "Content-Encoding: gzip, gzip|400"
      })
  void allEncodingsThatAreNamedCount(String headers, int status) throws Exception {
    byte[] packed = Http2Test.gzip("content".getBytes(ISO_8859_1));
    String answer = echo(packed, headers.replace("~", "\r\n") + "\r\n");
    assertThat(answer).startsWith("HTTP/1.1 " + status);
    assertThat(answer).contains(status == 200 ? "\r\n\r\ncontent" : "' is not supported");
  }

  /** A page reads an answer only when that names its origin, and this header only when told. */
  @Test
  void pagesMayReadWhyTheyWereRefused() throws Exception {
    String origin = "Origin: http://localhost:5173\r\n";
    String allowed = "access-control-allow-origin: http://localhost:5173\r\n";
    assertThat(echo(new byte[3], origin + "Content-Encoding: gzip\r\n"))
        .startsWith("HTTP/1.1 400")
        .containsIgnoringCase(allowed);
    assertThat(echo(new byte[(1 << 20) + 1], origin))
        .startsWith("HTTP/1.1 413")
        .containsIgnoringCase(allowed)
        .containsIgnoringCase("access-control-expose-headers: Retry-After\r\n");
    assertThat(echo(new byte[3], "Origin: https://evil.example\r\nContent-Encoding: gzip\r\n"))
        .startsWith("HTTP/1.1 400")
        .doesNotContainIgnoringCase("access-control");
  }

  private static byte[] joined(byte[] first, byte[] second, int length) {
    byte[] all = Arrays.copyOf(first, first.length + length);
    System.arraycopy(second, 0, all, first.length, length);
    return all;
  }

  @Test
  void gzipMayHaveSeveralMembers() throws Exception {
    byte[] first = Http2Test.gzip("one ".getBytes(ISO_8859_1));
    byte[] second = Http2Test.gzip("two".getBytes(ISO_8859_1));
    byte[] both = joined(first, second, second.length);
    assertThat(echo(both, "Content-Encoding: gzip\r\n")).endsWith("\r\n\r\none two");
    assertThat(call(both)).isEqualTo("one two");
  }

  /** The first member alone would be an answer to less than what was sent. */
  @Test
  void gzipThatIsCutAnywhereIsRefused() throws Exception {
    byte[] first = Http2Test.gzip("one ".getBytes(ISO_8859_1));
    byte[] second = Http2Test.gzip("two".getBytes(ISO_8859_1));
    for (int length = 1; length < second.length; length++) {
      byte[] cut = joined(first, second, length);
      assertThat(echo(cut, "Content-Encoding: gzip\r\n"))
          .as("the second member after %s bytes", length)
          .startsWith("HTTP/1.1 400")
          .contains("the body cannot be decompressed: the bytes are not gzip: ");
    }
    for (int length = 0; length < first.length; length++) {
      byte[] cut = Arrays.copyOf(first, length);
      assertThat(echo(cut, "Content-Encoding: gzip\r\n"))
          .as("the first member after %s bytes", length)
          .startsWith("HTTP/1.1 400")
          .doesNotContain("null");
    }
  }

  @Test
  void whatFollowsACompressedBodyIsRefused() throws Exception {
    byte[] rest = "rest".getBytes(ISO_8859_1);
    byte[] zipped = Http2Test.gzip(new byte[5]);
    assertThat(echo(joined(zipped, rest, 4), "Content-Encoding: gzip\r\n"))
        .startsWith("HTTP/1.1 400");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflate = new DeflaterOutputStream(out)) {
      deflate.write(new byte[5]);
    }
    byte[] deflated = out.toByteArray();
    assertThat(echo(deflated, "Content-Encoding: deflate\r\n")).startsWith("HTTP/1.1 200");
    assertThat(echo(joined(deflated, rest, 4), "Content-Encoding: deflate\r\n"))
        .startsWith("HTTP/1.1 400")
        .contains("after its end");
  }

  /** A message as it is on the wire: what compresses it has done so already. */
  private String call(byte[] packed) {
    return new String(call(packed, new Metadata()), ISO_8859_1);
  }

  private byte[] call(byte[] packed, Metadata headers) {
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", server.port())
            .usePlaintext()
            .compressorRegistry(RawCompressor.registry("gzip", packed))
            .intercept(MetadataUtils.newAttachHeadersInterceptor(headers))
            .build();
    try {
      return ClientCalls.blockingUnaryCall(
          channel,
          GrpcBytes.method(TestServer.SERVICE, TestServer.METHOD),
          CallOptions.DEFAULT.withCompression("gzip"),
          new byte[1]);
    } finally {
      channel.shutdownNow();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 12, 24})
  void aMessageThatCannotBeDecompressedIsInvalid(int length) throws Exception {
    byte[] cut = Arrays.copyOf(Http2Test.gzip("a message".getBytes(ISO_8859_1)), length);
    assertThatThrownBy(() -> call(cut))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> {
              assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
              assertThat(e.getStatus().getDescription())
                  .startsWith("the message cannot be decompressed: the bytes are not gzip: ");
              assertThat(String.valueOf(e.getTrailers())).contains("details");
            });
  }

  /** As over HTTP; tokens of some issuers alone are larger than gRPC's 8 KiB. */
  @Test
  void aCallMayHaveLargeHeaders() throws Exception {
    Metadata large = new Metadata();
    large.put(Metadata.Key.of("x", Metadata.ASCII_STRING_MARSHALLER), "y".repeat(25_000));
    assertThat(call(Http2Test.gzip(new byte[9]), large)).hasSize(9);
  }
}
