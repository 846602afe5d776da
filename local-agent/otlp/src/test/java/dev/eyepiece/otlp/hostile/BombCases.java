package dev.eyepiece.otlp.hostile;

import static dev.eyepiece.otlp.hostile.Wire.JSON;
import static dev.eyepiece.otlp.hostile.Wire.PROTOBUF;
import static dev.eyepiece.otlp.hostile.Wire.bytes;
import static dev.eyepiece.otlp.hostile.Wire.gzip;
import static dev.eyepiece.otlp.hostile.Wire.join;
import static dev.eyepiece.otlp.hostile.Wire.post;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jpountz.lz4.LZ4FrameOutputStream;

/** Small bodies that want to be large ones, and bodies that are not in their encoding. */
final class BombCases {
  private static final int LARGE = 200 << 20;

  private final List<HostileCase> cases = new ArrayList<>();

  private BombCases() {}

  static List<HostileCase> all() {
    BombCases all = new BombCases();
    all.bombs();
    all.broken();
    return all.cases;
  }

  private interface Body {
    byte[] make() throws Exception;
  }

  private void add(String name, String expected, String type, String encoding, Body body) {
    cases.add(
        HostileCase.of(
            encoding + ": " + name,
            expected,
            port -> post(port, "/v1/traces", type, body.make(), "Content-Encoding: " + encoding)));
  }

  private void bombs() {
    add("a bomb", "413", PROTOBUF, "gzip", () -> gzip(new byte[LARGE]));
    add("a bomb of JSON", "413", JSON, "gzip", () -> gzip(new byte[LARGE]));
    add("a bomb within a bomb", "400", PROTOBUF, "gzip", () -> gzip(gzip(new byte[LARGE])));
    add(
        "a thousand members in one body",
        "413",
        PROTOBUF,
        "gzip",
        () -> {
          byte[] one = gzip(new byte[1 << 20]);
          byte[][] all = new byte[1_000][];
          Arrays.fill(all, one);
          return join(all);
        });
    add("a bomb", "413", PROTOBUF, "deflate", () -> Wire.deflate(new byte[LARGE]));
    add("a bomb", "413", PROTOBUF, "zstd", () -> Zstd.compress(new byte[LARGE]));
    add(
        "a thousand frames in one body",
        "413",
        PROTOBUF,
        "zstd",
        () -> {
          byte[] one = Zstd.compress(new byte[1 << 20]);
          byte[][] all = new byte[1_000][];
          Arrays.fill(all, one);
          return join(all);
        });
    add("a bomb", "413", PROTOBUF, "lz4", () -> lz4(new byte[LARGE]));
    add("half of it", "400", PROTOBUF, "lz4", () -> Arrays.copyOf(lz4(new byte[10_000]), 20));
    add(
        "a frame that says a block of two gigabytes",
        "400",
        PROTOBUF,
        "lz4",
        () -> {
          byte[] frame = lz4(new byte[100]);
          Arrays.fill(frame, 7, 10, (byte) 0xFF);
          return frame;
        });
    add(
        "a block that says four gigabytes",
        "400|413",
        PROTOBUF,
        "snappy",
        () -> bytes(0xFF, 0xFF, 0xFF, 0xFF, 0x0F, 0));
    add(
        "a block that says two gigabytes",
        "400|413",
        PROTOBUF,
        "snappy",
        () -> bytes(0xFF, 0xFF, 0xFF, 0xFF, 0x07, 0));
    add("a block of copies", "400|413", PROTOBUF, "snappy", BombCases::snappyCopies);
  }

  /** 80 MiB out of copies of 64 bytes, three bytes each. */
  private static byte[] snappyCopies() {
    int size = 80 << 20;
    byte[] copies = new byte[3 * (size / 64)];
    for (int i = 0; i < copies.length; i += 3) {
      copies[i] = (byte) ((63 << 2) | 2);
      copies[i + 1] = 1;
    }
    return join(bytes(0x80, 0x80, 0x80, 0x28, 0, 'a'), copies);
  }

  private static byte[] lz4(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (LZ4FrameOutputStream frame = new LZ4FrameOutputStream(out)) {
      frame.write(bytes);
    }
    return out.toByteArray();
  }

  private void broken() {
    for (String encoding : List.of("gzip", "deflate", "zstd", "snappy", "lz4")) {
      // No block and no frame are a body of nothing, which is an empty request.
      String nothing = encoding.equals("zstd") || encoding.equals("snappy") ? "200" : "400";
      add("nothing at all", nothing, PROTOBUF, encoding, () -> new byte[0]);
      add("garbage", "400|413", PROTOBUF, encoding, () -> bytes(0xDE, 0xAD, 0xBE, 0xEF, 1, 2, 3));
    }
    byte[] some = new byte[10_000];
    add("half of it", "400", PROTOBUF, "gzip", () -> Arrays.copyOf(gzip(some), 20));
    add("half of it", "400", PROTOBUF, "deflate", () -> Arrays.copyOf(Wire.deflate(some), 10));
    add("half of it", "400", PROTOBUF, "zstd", () -> Arrays.copyOf(Zstd.compress(some), 10));
    add(
        "a wrong checksum",
        "400",
        PROTOBUF,
        "gzip",
        () -> {
          byte[] zipped = gzip(some);
          zipped[zipped.length - 6] ^= 1;
          return zipped;
        });
    add(
        "a window of two gigabytes",
        "400",
        PROTOBUF,
        "zstd",
        () -> bytes(0x28, 0xB5, 0x2F, 0xFD, 0x00, 0xA8, 1, 0, 0));
    add(
        "a dictionary that nobody has",
        "400",
        PROTOBUF,
        "zstd",
        () -> bytes(0x28, 0xB5, 0x2F, 0xFD, 0x21, 0x07, 0x00, 1, 0, 0));
    add(
        "a copy from before the beginning",
        "400",
        PROTOBUF,
        "snappy",
        () -> bytes(10, 0, 'a', 0x0E, 0xFF, 0xFF));
  }
}
