package dev.eyepiece.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import io.grpc.Codec;
import io.grpc.Compressor;
import io.grpc.CompressorRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.compression.Snappy;
import io.netty.handler.codec.compression.SnappyFrameEncoder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Netty's encoder, which others wrote, is the one whose bytes are read. */
class SnappyTest {
  private static final int CAP = 1 << 20;

  private static byte[] decode(byte[] bytes) throws IOException {
    return BodyDecoder.decode("snappy", Unpooled.wrappedBuffer(bytes), CAP);
  }

  static byte[] framed(byte[] plain) {
    EmbeddedChannel channel = new EmbeddedChannel(new SnappyFrameEncoder());
    channel.writeOutbound(Unpooled.wrappedBuffer(plain));
    channel.finish();
    ByteBuf all = Unpooled.buffer();
    for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
      all.writeBytes(part);
      part.release();
    }
    return taken(all);
  }

  /** Those of gRPC, Snappy in frames, and Zstandard. */
  static CompressorRegistry compressors() {
    CompressorRegistry compressors = CompressorRegistry.newEmptyInstance();
    compressors.register(new Codec.Gzip());
    compressors.register(Codec.Identity.NONE);
    compressors.register(new Whole("snappy", SnappyTest::framed));
    compressors.register(new Whole("zstd", Zstd::compress));
    return compressors;
  }

  /** Encodes a message when it is whole. */
  private record Whole(String encoding, UnaryOperator<byte[]> encoder) implements Compressor {
    @Override
    public String getMessageEncoding() {
      return encoding;
    }

    @Override
    public OutputStream compress(OutputStream out) {
      return new ByteArrayOutputStream() {
        @Override
        public void close() throws IOException {
          out.write(encoder.apply(toByteArray()));
          out.close();
        }
      };
    }
  }

  private static byte[] block(byte[] plain) {
    ByteBuf out = Unpooled.buffer();
    new Snappy().encode(Unpooled.wrappedBuffer(plain), out, plain.length);
    return taken(out);
  }

  private static byte[] taken(ByteBuf buffer) {
    byte[] bytes = new byte[buffer.readableBytes()];
    buffer.readBytes(bytes);
    return bytes;
  }

  /** Of words that repeat near and far, and of bytes that do not. */
  private static byte[] plain(int length, long seed) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      text.append(random.nextInt(3) == 0 ? "http.response.status_code" : "" + random.nextLong());
    }
    return Arrays.copyOf(text.toString().getBytes(UTF_8), length);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 59, 60, 61, 300, 65_535, 65_536, 65_537, 300_000})
  void whatWasEncodedComesOut(int length) throws IOException {
    for (long seed = 0; seed < 20; seed++) {
      byte[] plain = plain(length, seed);
      assertThat(decode(framed(plain))).isEqualTo(plain);
      if (length < 65_536) {
        assertThat(decode(block(plain))).isEqualTo(plain);
      }
    }
  }

  @Test
  void nothingIsNothing() throws IOException {
    assertThat(decode(new byte[0])).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    // Its length is a lie, cut off, too long a number, and not what comes out of it.
    "808010000000, cannot make",
    "ff, ends early",
    "ffffffffffff, more than five bytes",
    "050061, length says 5",
    // A literal beyond the end; copies from before the start, from nothing, beyond what is to come.
    "0510616263, beyond its end",
    "05006105ff, beyond its ends",
    "0a0061010000, beyond its ends",
    "0500612a0100, beyond its ends"
  })
  void whatIsNoBlockSaysWhy(String hex, String why) {
    assertThatThrownBy(() -> decode(HexFormat.of().parseHex(hex)))
        .isExactlyInstanceOf(IOException.class)
        .hasMessageContaining("not Snappy")
        .hasMessageContaining(why);
  }

  @Test
  void brokenFramesSayWhy() {
    byte[] whole = framed(plain(5_000, 1));
    byte[] sum = whole.clone();
    sum[15]++;
    assertThatThrownBy(() -> decode(sum)).hasMessageContaining("checksum is another");
    byte[] cut = Arrays.copyOf(whole, whole.length - 3);
    assertThatThrownBy(() -> decode(cut)).hasMessageContaining("ends after");
    byte[] kind = whole.clone();
    kind[10] = 5;
    assertThatThrownBy(() -> decode(kind)).hasMessageContaining("type 5");
    byte[] name = Arrays.copyOf(whole, whole.length + 10);
    System.arraycopy(whole, 0, name, whole.length, 9);
    assertThatThrownBy(() -> decode(name)).hasMessageContaining("sNaPpY");
  }

  @Test
  void whatMayBeSkippedIsSkipped() throws IOException {
    byte[] whole = framed(plain(100, 3));
    byte[] padded = new byte[whole.length + 7];
    System.arraycopy(whole, 0, padded, 0, whole.length);
    padded[whole.length] = (byte) 0xfe;
    padded[whole.length + 1] = 3;
    assertThat(decode(padded)).isEqualTo(plain(100, 3));
  }

  @Test
  void noMoreThanTheCapComesOut() throws IOException {
    byte[] most = new byte[CAP];
    assertThat(decode(framed(most))).hasSize(CAP);
    assertThatThrownBy(() -> decode(framed(new byte[CAP + 1])))
        .isInstanceOf(BodyDecoder.TooLarge.class);
    // One block tells how much it makes before it makes it.
    byte[] block = HexFormat.of().parseHex("8180800400");
    assertThatThrownBy(() -> new SnappyInputStream(new ByteArrayInputStream(block), CAP))
        .isInstanceOf(BodyDecoder.TooLarge.class);
  }

  @Test
  void anyBytesAreTakenOrRefused() {
    Random random = new Random(42);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = random.nextBoolean() ? framed(plain(200, i)) : block(plain(200, i));
      for (int changes = random.nextInt(4); changes >= 0; changes--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      try {
        assertThat(decode(bytes).length).isLessThanOrEqualTo(CAP);
      } catch (IOException refused) {
        assertThat(refused.getMessage()).isNotEmpty();
      }
    }
  }
}
