package dev.eyepiece.otlp.hostile;

import static dev.eyepiece.otlp.hostile.H2Wire.CONTINUATION;
import static dev.eyepiece.otlp.hostile.H2Wire.DATA;
import static dev.eyepiece.otlp.hostile.H2Wire.END_HEADERS;
import static dev.eyepiece.otlp.hostile.H2Wire.END_STREAM;
import static dev.eyepiece.otlp.hostile.H2Wire.HEADERS;
import static dev.eyepiece.otlp.hostile.H2Wire.PING;
import static dev.eyepiece.otlp.hostile.H2Wire.PRIORITY;
import static dev.eyepiece.otlp.hostile.H2Wire.PUSH_PROMISE;
import static dev.eyepiece.otlp.hostile.H2Wire.RST_STREAM;
import static dev.eyepiece.otlp.hostile.H2Wire.SETTINGS;
import static dev.eyepiece.otlp.hostile.H2Wire.WINDOW_UPDATE;
import static dev.eyepiece.otlp.hostile.H2Wire.grpc;
import static dev.eyepiece.otlp.hostile.H2Wire.http;
import static dev.eyepiece.otlp.hostile.Wire.bytes;

import java.util.ArrayList;
import java.util.List;

/** Abuse of HTTP/2 (RFC 9113, section 10.5), against the plain side and against gRPC's. */
final class Http2Cases {
  private static final byte[] NONE = new byte[0];
  private static final byte[] EIGHT = new byte[8];

  private final List<HostileCase> cases = new ArrayList<>();

  private Http2Cases() {}

  static List<HostileCase> all() {
    Http2Cases all = new Http2Cases();
    all.prefaces();
    for (boolean rpc : new boolean[] {false, true}) {
      all.frames(rpc);
      all.floods(rpc);
      all.headers(rpc);
    }
    return all.cases;
  }

  private interface Talk {
    String run(H2Wire wire) throws Exception;
  }

  private void add(String name, String expected, Talk talk) {
    cases.add(
        HostileCase.of(
            name,
            expected,
            port -> {
              try (H2Wire wire = new H2Wire(port)) {
                return talk.run(wire);
              }
            }));
  }

  private void prefaces() {
    cases.add(
        HostileCase.of(
            "h2: a preface that ends otherwise",
            "400|505|closed",
            port -> Wire.raw(port, Wire.ascii("PRI * HTTP/2.0\r\n\r\nXX\r\n\r\n"))));
    cases.add(
        HostileCase.of(
            "h2: a preface and garbage",
            "closed",
            port ->
                Wire.raw(
                    port,
                    Wire.join(H2Wire.PREFACE, new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, -1}))));
    cases.add(
        HostileCase.of(
            "h2: half a preface, then the end",
            "closed",
            port -> Wire.raw(port, Wire.ascii("PRI * HTTP/2.0\r\n"), true)));
    add(
        "h2: 100 kB of settings before any request",
        "GOAWAY \\d+|closed|PONG",
        wire -> {
          for (int i = 0; i < 10_000; i++) {
            wire.frame(SETTINGS, 0, 0);
          }
          return wire.frame(PING, 0, 0, EIGHT).outcome(0);
        });
  }

  private static String[] head(boolean rpc, String... more) {
    return rpc ? grpc(more) : http(more);
  }

  private static String side(boolean rpc) {
    return rpc ? "gRPC: " : "h2: ";
  }

  /** The first request is a good one, so that the side is chosen. */
  private static H2Wire begin(H2Wire wire, boolean rpc) throws Exception {
    return rpc
        ? wire.headers(1, false, grpc()).data(1, true, H2Wire.message(0, 0, NONE))
        : wire.headers(1, true, http());
  }

  private void frames(boolean rpc) {
    String side = side(rpc);
    String gone = "GOAWAY \\d+|closed";
    String good = rpc ? "200 grpc 0" : "200";
    add(
        side + "unknown frames",
        good,
        wire -> {
          for (int i = 0; i < 100; i++) {
            wire.frame(0x50 + i, 0xFF, 0, EIGHT);
          }
          return begin(wire, rpc).outcome(1);
        });
    add(
        side + "a stream of an even number",
        gone,
        wire -> begin(wire, rpc).headers(2, true, head(rpc)).outcome(2));
    add(
        side + "a stream number that goes back",
        gone + "|RST 5",
        wire ->
            begin(wire, rpc).headers(7, true, head(rpc)).headers(5, true, head(rpc)).outcome(5));
    add(
        side + "headers on stream 0",
        gone,
        wire -> begin(wire, rpc).headers(0, true, head(rpc)).outcome(3));
    add(
        side + "data on stream 0",
        gone,
        wire -> begin(wire, rpc).frame(DATA, 0, 0, EIGHT).outcome(3));
    add(
        side + "data on an idle stream",
        gone,
        wire -> begin(wire, rpc).frame(DATA, 0, 9, EIGHT).outcome(3));
    add(
        side + "a window update of 0",
        gone + "|RST 1|" + good,
        wire -> begin(wire, rpc).frame(WINDOW_UPDATE, 0, 0, new byte[4]).outcome(3));
    add(
        side + "a window beyond its bound",
        gone,
        wire ->
            begin(wire, rpc)
                .frame(WINDOW_UPDATE, 0, 0, new byte[] {127, -1, -1, -1})
                .frame(WINDOW_UPDATE, 0, 0, new byte[] {127, -1, -1, -1})
                .outcome(3));
    add(
        side + "a window update of three bytes",
        gone,
        wire -> begin(wire, rpc).frame(WINDOW_UPDATE, 0, 0, new byte[3]).outcome(3));
    add(
        side + "settings of five bytes",
        gone,
        wire -> begin(wire, rpc).frame(SETTINGS, 0, 0, new byte[5]).outcome(3));
    add(
        side + "settings of a stream",
        gone,
        wire -> begin(wire, rpc).frame(SETTINGS, 0, 1).outcome(3));
    add(
        side + "a ping of seven bytes",
        gone,
        wire -> begin(wire, rpc).frame(PING, 0, 0, new byte[7]).outcome(3));
    add(
        side + "a push from a client",
        gone,
        wire ->
            begin(wire, rpc)
                .frame(PUSH_PROMISE, END_HEADERS, 1, new byte[] {0, 0, 0, 2})
                .outcome(3));
    add(
        side + "a continuation of nothing",
        gone,
        wire -> begin(wire, rpc).frame(CONTINUATION, END_HEADERS, 1, NONE).outcome(3));
    add(
        side + "a frame that is too large",
        gone,
        wire -> begin(wire, rpc).frame(PING, 0, 0, new byte[20_000]).outcome(3));
    add(
        side + "a reset of an idle stream",
        gone,
        wire -> begin(wire, rpc).frame(RST_STREAM, 0, 99, new byte[4]).outcome(3));
    add(
        side + "a stream that depends on itself",
        gone + "|RST 1|200.*|415",
        wire ->
            begin(wire, rpc)
                .frame(PRIORITY, 0, 3, new byte[] {0, 0, 0, 3, 1})
                .headers(3, true, head(rpc))
                .outcome(3));
    add(
        side + "padding beyond the frame",
        gone,
        wire ->
            begin(wire, rpc)
                .frame(HEADERS, END_HEADERS | END_STREAM | 8, 3, (byte) 200)
                .outcome(3));
  }

  private void floods(boolean rpc) {
    String side = side(rpc);
    String spared = "GOAWAY \\d+|closed|PONG";
    add(
        side + "twenty thousand settings",
        spared,
        wire -> {
          begin(wire, rpc);
          for (int i = 0; i < 20_000; i++) {
            wire.frame(SETTINGS, 0, 0);
          }
          return wire.frame(PING, 0, 0, EIGHT).outcome(0);
        });
    add(
        side + "twenty thousand pings",
        spared,
        wire -> {
          begin(wire, rpc);
          for (int i = 0; i < 20_000; i++) {
            wire.frame(PING, 0, 0, EIGHT);
          }
          return wire.outcome(0);
        });
    add(
        side + "rapid resets",
        "GOAWAY \\d+|closed",
        wire -> {
          begin(wire, rpc);
          for (int i = 0; i < 5_000; i++) {
            int stream = 3 + 2 * i;
            wire.headers(stream, false, head(rpc)).frame(RST_STREAM, 0, stream, bytes(0, 0, 0, 8));
          }
          return wire.outcome(-1);
        });
    add(
        side + "twenty thousand empty pieces of a body",
        "GOAWAY \\d+|closed|RST \\d+|200.*",
        wire -> {
          begin(wire, rpc).headers(3, false, head(rpc));
          for (int i = 0; i < 20_000; i++) {
            wire.frame(DATA, 0, 3);
          }
          return wire.frame(DATA, END_STREAM, 3).outcome(3);
        });
    add(
        side + "twenty thousand priorities",
        spared,
        wire -> {
          begin(wire, rpc);
          for (int i = 0; i < 20_000; i++) {
            wire.frame(PRIORITY, 0, 2 * i + 101, bytes(0, 0, 0, 0, 1));
          }
          return wire.frame(PING, 0, 0, EIGHT).outcome(0);
        });
    if (!rpc) {
      add(
          side + "streams over the limit",
          "RST 7|GOAWAY \\d+",
          wire -> {
            begin(wire, false);
            for (int i = 0; i < 150; i++) {
              wire.headers(3 + 2 * i, false, http());
            }
            return wire.outcome(3 + 2 * 149);
          });
    }
    add(
        side + "no window for the answer",
        "PONG",
        wire -> {
          wire.frame(SETTINGS, 0, 0, bytes(0, 4, 0, 0, 0, 0));
          begin(wire, rpc);
          return wire.frame(PING, 0, 0, EIGHT).outcome(0);
        });
  }

  private void headers(boolean rpc) {
    String side = side(rpc);
    String refused = "GOAWAY \\d+|closed|RST \\d+|431.*|400.*|413.*|415.*|200 grpc 13";
    add(
        side + "a header of 60 kB",
        refused,
        wire -> {
          begin(wire, rpc);
          byte[] block = wire.block(head(rpc, "x", "y".repeat(60_000)));
          int at = 0;
          while (at < block.length) {
            int end = Math.min(block.length, at + 16_000);
            byte[] part = java.util.Arrays.copyOfRange(block, at, end);
            int flags = end == block.length ? END_HEADERS : 0;
            wire.frame(
                at == 0 ? HEADERS : CONTINUATION, at == 0 ? flags | END_STREAM : flags, 3, part);
            at = end;
          }
          return wire.outcome(3);
        });
    add(
        side + "continuations without end",
        refused,
        wire -> {
          begin(wire, rpc).frame(HEADERS, END_STREAM, 3, wire.block(head(rpc)));
          for (int i = 0; i < 20_000; i++) {
            wire.frame(CONTINUATION, 0, 3);
          }
          return wire.outcome(3);
        });
    add(
        side + "a table entry that is named ten thousand times",
        refused,
        wire -> {
          begin(wire, rpc);
          byte[] first = wire.block(head(rpc, "bomb", "b".repeat(3_000)));
          byte[] again = new byte[10_000];
          // An index of the dynamic table's newest entry.
          java.util.Arrays.fill(again, (byte) (0x80 | 62));
          return wire.frame(HEADERS, END_HEADERS | END_STREAM, 3, Wire.join(first, again))
              .outcome(3);
        });
    add(
        side + "a table entry that is not there",
        refused,
        wire ->
            begin(wire, rpc)
                .frame(HEADERS, END_HEADERS | END_STREAM, 3, (byte) 0xFF, (byte) 0x7F)
                .outcome(3));
    add(
        side + "a header in upper case",
        refused,
        wire -> begin(wire, rpc).headers(3, true, head(rpc, "X-Upper", "y")).outcome(3));
    add(
        side + "a connection header",
        refused,
        wire -> begin(wire, rpc).headers(3, true, head(rpc, "connection", "close")).outcome(3));
    add(
        side + "no method",
        refused,
        wire ->
            begin(wire, rpc).headers(3, true, ":scheme", "http", ":path", "/v1/traces").outcome(3));
    add(
        side + "two paths",
        refused,
        wire -> begin(wire, rpc).headers(3, true, head(rpc, ":path", "/v1/logs")).outcome(3));
    add(
        side + "a line end in a header",
        refused,
        wire -> begin(wire, rpc).headers(3, true, head(rpc, "x", "a\r\nb: c")).outcome(3));
  }
}
