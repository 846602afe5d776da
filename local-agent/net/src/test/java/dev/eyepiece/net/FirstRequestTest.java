package dev.eyepiece.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FirstRequestTest {
  private static final int SETTINGS = 4;
  private static final int WINDOW_UPDATE = 8;
  private static final int HEADERS = 1;
  private static final int CONTINUATION = 9;

  private final FirstRequest first = new FirstRequest();

  private static ByteBuf preface() {
    ByteBuf out = Unpooled.buffer();
    out.writeCharSequence("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", StandardCharsets.US_ASCII);
    frame(out, SETTINGS, 0, 0, Unpooled.wrappedBuffer(new byte[] {0, 4, 0, 1, 0, 0}));
    frame(out, WINDOW_UPDATE, 0, 0, Unpooled.wrappedBuffer(new byte[] {0, 1, 0, 0}));
    return out;
  }

  private static void frame(ByteBuf out, int type, int flags, int stream, ByteBuf content) {
    out.writeMedium(content.readableBytes()).writeByte(type).writeByte(flags).writeInt(stream);
    out.writeBytes(content);
  }

  private static ByteBuf block(String type) throws Http2Exception {
    Http2Headers headers =
        new DefaultHttp2Headers().method("POST").path("/v1/traces").scheme("http");
    headers.set("content-type", type).set("x-long", "value ".repeat(30));
    ByteBuf block = Unpooled.buffer();
    new DefaultHttp2HeadersEncoder().encodeHeaders(1, headers, block);
    return block;
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/grpc", "application/grpc+proto", "application/json"})
  void itIsToldByTheContentTypeOnceTheHeadersAreWhole(String type) throws Exception {
    FirstRequest.Who expected =
        type.contains("grpc") ? FirstRequest.Who.GRPC : FirstRequest.Who.HTTP;
    ByteBuf whole = preface();
    frame(whole, HEADERS, 4, 1, block(type));
    for (int length = 24; length < whole.readableBytes(); length++) {
      assertThat(first.look(whole.slice(0, length))).isEqualTo(FirstRequest.Who.NOT_YET);
    }
    assertThat(first.look(whole)).isEqualTo(expected);
    assertThat(whole.readerIndex()).isZero();
  }

  @Test
  void paddingPriorityAndContinuationsAreReadOver() throws Exception {
    ByteBuf block = block("application/x-protobuf");
    int half = block.readableBytes() / 2;
    ByteBuf padded = Unpooled.buffer().writeByte(7).writeInt(0).writeByte(16);
    padded.writeBytes(block.slice(0, half)).writeZero(7);
    ByteBuf in = preface();
    frame(in, HEADERS, 8 | 32, 1, padded);
    assertThat(first.look(in)).isEqualTo(FirstRequest.Who.NOT_YET);
    frame(in, CONTINUATION, 4, 1, block.slice(half, block.readableBytes() - half));
    assertThat(first.look(in)).isEqualTo(FirstRequest.Who.HTTP);
  }

  @Test
  void whatCannotBeReadIsSaid() throws Exception {
    ByteBuf in = preface();
    frame(in, HEADERS, 4 | 8, 1, Unpooled.wrappedBuffer(new byte[] {9, 1}));
    assertThatThrownBy(() -> first.look(in)).isInstanceOf(Http2Exception.class);
    ByteBuf wrong = preface();
    frame(wrong, HEADERS, 4, 1, Unpooled.wrappedBuffer(new byte[] {(byte) 0xFF, -1, -1, -1, -1}));
    assertThatThrownBy(() -> first.look(wrong)).isInstanceOf(Http2Exception.class);
  }

  @Test
  void whatIsEndlessGoesToGrpcWhichKnowsHowToEndIt() throws Exception {
    ByteBuf in = preface();
    frame(in, 77, 0, 0, Unpooled.wrappedBuffer(new byte[70_000]));
    assertThat(first.look(in)).isEqualTo(FirstRequest.Who.GRPC);
  }
}
