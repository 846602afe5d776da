package dev.eyepiece.otlp.hostile;

import static dev.eyepiece.otlp.hostile.H2Wire.grpc;
import static dev.eyepiece.otlp.hostile.H2Wire.message;

import com.github.luben.zstd.Zstd;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Lies in gRPC's own framing (gRPC over HTTP/2). */
final class GrpcCases {
  private static final byte[] NONE = new byte[0];

  private final List<HostileCase> cases = new ArrayList<>();

  private GrpcCases() {}

  static List<HostileCase> all() {
    GrpcCases all = new GrpcCases();
    all.messages();
    all.heads();
    return all.cases;
  }

  private interface Body {
    byte[] make() throws Exception;
  }

  private void add(String name, String expected, Body body, String... headers) {
    cases.add(
        HostileCase.of(
            "gRPC: " + name,
            expected,
            port -> {
              try (H2Wire wire = new H2Wire(port)) {
                return wire.headers(1, false, grpc(headers)).data(1, true, body.make()).outcome(1);
              }
            }));
  }

  private void messages() {
    add("an empty request", "200 grpc 0", () -> message(0, 0, NONE));
    add("a message that says four gigabytes", "200 grpc 8|RST \\d+", () -> message(0, -1, NONE));
    add(
        "a message that says two gigabytes",
        "200 grpc 8|RST \\d+",
        () -> message(0, Integer.MAX_VALUE, NONE));
    add(
        "a message of 65 MiB that is announced",
        "200 grpc 8|RST \\d+",
        () -> message(0, 65 << 20, NONE));
    add(
        "a message longer than what comes",
        "200 grpc 13|RST \\d+",
        () -> message(0, 100, new byte[10]));
    add("half a prefix", "200 grpc 13|RST \\d+", () -> new byte[] {0, 0, 0});
    add("no message", "200 grpc 13", () -> NONE);
    add("two messages", "200 grpc 13", () -> Wire.join(message(0, 0, NONE), message(0, 0, NONE)));
    add(
        "a hundred messages",
        "200 grpc 13",
        () -> Wire.join(Collections.nCopies(100, message(0, 0, NONE)).toArray(byte[][]::new)));
    add("compressed without an encoding", "200 grpc 13|RST \\d+", () -> message(1, 4, new byte[4]));
    add("a flag that is none", "200 grpc 13|RST \\d+", () -> message(7, 0, NONE));
    add("no protobuf", "200 grpc 3", () -> message(0, 4, new byte[] {-1, -1, -1, -1}));
    add(
        "a bomb of gzip",
        "200 grpc 8",
        () -> packed(Wire.gzip(new byte[200 << 20])),
        "grpc-encoding",
        "gzip");
    add(
        "a bomb of zstd",
        "200 grpc 8",
        () -> packed(Zstd.compress(new byte[200 << 20])),
        "grpc-encoding",
        "zstd");
    add(
        "gzip that is none",
        "200 grpc (13|2|3)",
        () -> packed(new byte[] {1, 2, 3}),
        "grpc-encoding",
        "gzip");
    add(
        "zstd that is none",
        "200 grpc (13|2|3)",
        () -> packed(new byte[] {1, 2, 3}),
        "grpc-encoding",
        "zstd");
    add(
        "snappy that is none",
        "200 grpc (13|2|3)",
        () -> packed(new byte[] {1, 2, 3}),
        "grpc-encoding",
        "snappy");
    add("an encoding that is unknown", "200 grpc 12", () -> packed(NONE), "grpc-encoding", "br");
  }

  private static byte[] packed(byte[] content) {
    return message(1, content.length, content);
  }

  private void head(String name, String expected, String... pairs) {
    cases.add(
        HostileCase.of(
            "gRPC: " + name,
            expected,
            port -> {
              try (H2Wire wire = new H2Wire(port)) {
                return wire.headers(1, false, pairs).data(1, true, message(0, 0, NONE)).outcome(1);
              }
            }));
  }

  private void heads() {
    head("an unknown method", "200 grpc 12", replaced(":path", H2Wire.EXPORT + "All"));
    head("an unknown service", "200 grpc 12", replaced(":path", "/a.B/C"));
    head("a path without a slash", "200 grpc 12|400.*|404.*", replaced(":path", "x"));
    head("a path of dots", "200 grpc 12", replaced(":path", "/../../etc/passwd"));
    head("GET", "405.*", replaced(":method", "GET"));
    head(
        "a subtype that is none",
        "200 grpc \\d+|415.*",
        replaced("content-type", "application/grpc+nothing"));
    head("a timeout that is none", "200 grpc \\d+|400.*|RST \\d+", with("grpc-timeout", "soon"));
    head("a timeout of nothing", "200 grpc 4|200 grpc 0|RST 8", with("grpc-timeout", "0n"));
    head(
        "binary metadata that is no base64", "200 grpc \\d+|RST \\d+|closed", with("x-bin", "!!!"));
  }

  private static String[] with(String name, String value) {
    return grpc(name, value);
  }

  private static String[] replaced(String name, String value) {
    String[] pairs = grpc();
    for (int i = 0; i < pairs.length; i += 2) {
      if (pairs[i].equals(name)) {
        pairs[i + 1] = value;
      }
    }
    return pairs;
  }
}
