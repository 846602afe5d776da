package dev.eyepiece.otlp.hostile;

import static dev.eyepiece.otlp.hostile.Wire.JSON;
import static dev.eyepiece.otlp.hostile.Wire.PROTOBUF;
import static dev.eyepiece.otlp.hostile.Wire.ascii;
import static dev.eyepiece.otlp.hostile.Wire.join;
import static dev.eyepiece.otlp.hostile.Wire.post;
import static dev.eyepiece.otlp.hostile.Wire.raw;

import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** Lies, smuggling and slowness over HTTP/1.1 (RFC 9110, RFC 9112). */
final class HttpCases {
  private static final String HEAD =
      "POST /v1/traces HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-protobuf\r\n";
  private static final String CLOSE = "Connection: close\r\n";
  private static final byte[] NONE = new byte[0];

  private final List<HostileCase> cases = new ArrayList<>();

  private HttpCases() {}

  static List<HostileCase> all() {
    HttpCases all = new HttpCases();
    all.lengths();
    all.smuggling();
    all.chunks();
    all.heads();
    all.paths();
    all.types();
    all.slow();
    return all.cases;
  }

  private void add(String name, String expected, HostileCase.Attack attack) {
    cases.add(HostileCase.of("HTTP: " + name, expected, attack));
  }

  private void head(String name, String expected, String head) {
    add(name, expected, port -> raw(port, ascii(head)));
  }

  private void lengths() {
    add(
        "a body shorter than Content-Length, then the end",
        "closed",
        port -> raw(port, ascii(HEAD + CLOSE + "Content-Length: 100\r\n\r\nshort"), true));
    head(
        "a body longer than Content-Length",
        "200 400",
        HEAD + "Content-Length: 0\r\n\r\n\u0001\u0002garbage\r\n\r\n");
    head("Content-Length -1", "400", HEAD + "Content-Length: -1\r\n\r\n");
    head("Content-Length +0", "400", HEAD + "Content-Length: +0\r\n\r\n");
    head("Content-Length many", "400", HEAD + "Content-Length: many\r\n\r\n");
    head("Content-Length 0x10", "400", HEAD + "Content-Length: 0x10\r\n\r\n");
    head(
        "Content-Length beyond 64 bits",
        "400",
        HEAD + "Content-Length: 99999999999999999999999\r\n\r\n");
    head("Content-Length of ten gigabytes", "413", HEAD + "Content-Length: 10000000000\r\n\r\n");
    head(
        "Content-Length of ten gigabytes that waits for its go-ahead",
        "413",
        HEAD + "Expect: 100-continue\r\nContent-Length: 10000000000\r\n\r\n");
    head("an empty Content-Length", "400", HEAD + "Content-Length:\r\n\r\n");
  }

  private void smuggling() {
    String second = "GET /smuggled HTTP/1.1\r\nHost: localhost\r\n" + CLOSE + "\r\n";
    head(
        "two lengths that differ",
        "400",
        HEAD + "Content-Length: 0\r\nContent-Length: 5\r\n\r\n" + second);
    head("two lengths in one header", "400", HEAD + "Content-Length: 0, 5\r\n\r\n" + second);
    head(
        "a length beside chunks",
        "400",
        HEAD
            + "Content-Length: "
            + (second.length() + 5)
            + "\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
            + second);
    head(
        "a transfer coding that is none",
        "400|501",
        HEAD + "Transfer-Encoding: xchunked\r\n\r\n" + second);
    head(
        "chunked twice",
        "400|501",
        HEAD + "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n" + second);
    head(
        "chunked that is not last",
        "400|501",
        HEAD + "Transfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n" + second);
    head(
        "gzip as transfer coding",
        "400|501",
        HEAD + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n" + second);
    head(
        "a space before the colon",
        "400",
        HEAD + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n" + second);
    head("a header that is folded", "200", HEAD + "X: a\r\n b\r\nContent-Length: 0\r\n\r\n");
    head(
        "chunks over HTTP/1.0",
        "400",
        HEAD.replace("HTTP/1.1", "HTTP/1.0")
            + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
            + second);
  }

  private void chunks() {
    String chunked = HEAD + CLOSE + "Transfer-Encoding: chunked\r\n\r\n";
    head("an empty body in chunks", "200", chunked + "0\r\n\r\n");
    head("a chunk whose size is no number", "400", chunked + "zz\r\nab\r\n0\r\n\r\n");
    head("a chunk of negative size", "400", chunked + "-1\r\nab\r\n0\r\n\r\n");
    head("a chunk size of 64 bits", "400", chunked + "FFFFFFFFFFFFFFFF\r\nab\r\n");
    head("a chunk without its line end", "400", chunked + "2\r\nabcd\r\n0\r\n\r\n");
    add(
        "a chunk longer than what comes",
        "closed",
        port -> raw(port, ascii(chunked + "FF\r\nab"), true));
    head(
        "a chunk extension of 100 kB",
        "400|431|414",
        chunked + "0;x=" + "y".repeat(100_000) + "\r\n\r\n");
    head("trailers of 100 kB", "431|400", chunked + "0\r\nX: " + "y".repeat(100_000) + "\r\n\r\n");
    add(
        "65 MiB in chunks",
        "413",
        port -> {
          byte[] chunk = join(ascii("100000\r\n"), new byte[1 << 20], ascii("\r\n"));
          try (Socket socket = Wire.open(port)) {
            Wire.send(socket, ascii(chunked));
            for (int i = 0; i < 65; i++) {
              Wire.send(socket, chunk);
            }
            Wire.send(socket, ascii("0\r\n\r\n"));
            return Wire.answers(socket);
          }
        });
  }

  private void heads() {
    String end = CLOSE + "Content-Length: 0\r\n\r\n";
    head("a header of 100 kB", "431", HEAD + "X: " + "y".repeat(100_000) + "\r\n" + end);
    head("ten thousand headers", "431", HEAD + "X: y\r\n".repeat(10_000) + end);
    head("a path of 100 kB", "414", HEAD.replace("/v1/traces", "/" + "x".repeat(100_000)) + end);
    head("a NUL in a header", "400", HEAD + "X: a\u0000b\r\n" + end);
    head("a header without a name", "400", HEAD + ": b\r\n" + end);
    head("a header without a colon", "400", HEAD + "nothing\r\n" + end);
    head("no Host", "400", HEAD.replace("Host: localhost\r\n", "") + end);
    head("two Hosts", "400", HEAD + "Host: 127.0.0.1\r\n" + end);
    head(
        "a Host of somebody else",
        "403",
        HEAD.replace("Host: localhost", "Host: evil.example") + end);
    head("a Host that is none", "403", HEAD.replace("Host: localhost", "Host: a b") + end);
    head("an Origin of somebody else", "403", HEAD + "Origin: https://evil.example\r\n" + end);
    head("an Origin of null", "403", HEAD + "Origin: null\r\n" + end);
    head("an expectation that is unknown", "417", HEAD + "Expect: 200-ok\r\n" + end);
    head("HTTP/9.9", "400|505", HEAD.replace("HTTP/1.1", "HTTP/9.9") + end);
    head("a line without a version", "400", "POST /v1/traces\r\n\r\n");
    head("a method of its own", "405", HEAD.replace("POST", "SEND") + end);
    head("a method of 100 kB", "414|400", HEAD.replace("POST", "X".repeat(100_000)) + end);
    head("TRACE", "405", HEAD.replace("POST", "TRACE") + end);
    head("CONNECT", "404|400", "CONNECT evil.example:443 HTTP/1.1\r\nHost: localhost\r\n" + end);
    head(
        "a WebSocket",
        "405",
        String.join(
            "\r\n",
            "GET /v1/traces HTTP/1.1",
            "Host: localhost",
            "Upgrade: websocket",
            "Connection: Upgrade, close",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "",
            ""));
    head("an upgrade to h2c", "200", HEAD + "Upgrade: h2c\r\nHTTP2-Settings: AAAA\r\n" + end);
    head(
        "bytes of TLS",
        "400",
        "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003");
    head("bytes of nothing", "400", "\u0000\u0000\u0000\u0000");
  }

  private void paths() {
    for (String path :
        List.of(
            "/v1/traces/../../etc/passwd",
            "/v1/%2e%2e/%2e%2e/etc/passwd",
            "//v1/traces",
            "/v1/traces%00",
            "/v1/traces/",
            "/V1/Traces",
            "/v1/profiles",
            "\\v1\\traces")) {
      add("the path " + path, "404", port -> post(port, path, PROTOBUF, NONE));
    }
    for (String path : List.of("/%zz", "/v1/traces%", "/v1/%c3%28")) {
      add("the path " + path, "400|404", port -> post(port, path, PROTOBUF, NONE));
    }
    add(
        "ten thousand parameters",
        "200",
        port -> post(port, "/v1/traces?" + "a=b&".repeat(1_500), PROTOBUF, NONE));
  }

  private void types() {
    for (String type :
        List.of(
            "text/plain",
            "application/grpc",
            "application/protobuf; x",
            "multipart/form-data",
            "x".repeat(7_000),
            "application/x-protobuf/../json",
            "*/*")) {
      add(
          "the content type " + type.substring(0, Math.min(40, type.length())),
          "415",
          port -> post(port, "/v1/traces", type, NONE));
    }
    add(
        "JSON that calls itself protobuf",
        "400",
        port -> post(port, "/v1/traces", PROTOBUF, ascii("{}")));
    add(
        "protobuf that calls itself JSON",
        "400",
        port -> post(port, "/v1/traces", JSON, new byte[] {10, 0}));
    add(
        "an encoding that is unknown",
        "400",
        port -> post(port, "/v1/traces", PROTOBUF, NONE, "Content-Encoding: br"));
    add(
        "two encodings",
        "400",
        port -> post(port, "/v1/traces", PROTOBUF, NONE, "Content-Encoding: gzip, gzip"));
    add(
        "an encoding of 7 kB",
        "400",
        port -> post(port, "/v1/traces", PROTOBUF, NONE, "Content-Encoding: " + "g".repeat(7_000)));
  }

  private void slow() {
    add(
        "a head that does not go on",
        "408",
        port -> {
          try (Socket socket = Wire.open(port)) {
            Wire.send(socket, ascii("POST /v1/tra"));
            return Wire.answers(socket);
          }
        });
    add(
        "a head that comes byte by byte",
        "408",
        port -> {
          try (Socket socket = Wire.open(port)) {
            Wire.send(socket, ascii("POST /v1/traces HTTP/1.1\r\nX: "));
            socket.setSoTimeout(100);
            for (int i = 0; i < 200; i++) {
              Wire.send(socket, ascii("y"));
              String now = Wire.answers(socket);
              if (!now.equals("silence")) {
                return now;
              }
            }
            return "silence";
          }
        });
    add(
        "a body that does not go on",
        "503",
        port -> {
          try (Socket socket = Wire.open(port)) {
            Wire.send(socket, ascii(HEAD + "Content-Length: 100\r\n\r\nabc"));
            return Wire.answers(socket);
          }
        });
    add(
        "a hundred requests at once, and nobody reads",
        "(200 ){99}200",
        port -> {
          String all = (HEAD + "Content-Length: 0\r\n\r\n").repeat(99);
          return raw(port, ascii(all + HEAD + CLOSE + "Content-Length: 0\r\n\r\n"));
        });
    add(
        "two hundred connections that say nothing",
        "200",
        port -> {
          List<Socket> held = new ArrayList<>();
          try {
            for (int i = 0; i < 200; i++) {
              held.add(Wire.open(port));
            }
            return post(port, "/v1/traces", PROTOBUF, NONE);
          } finally {
            for (Socket socket : held) {
              socket.close();
            }
          }
        });
  }
}
