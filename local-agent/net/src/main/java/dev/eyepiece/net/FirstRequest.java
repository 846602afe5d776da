package dev.eyepiece.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.CompositeByteBuf;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;

/**
 * Reads on, without taking anything, to the headers of the first request of an HTTP/2 connection
 * (RFC 9113, sections 4.1 and 6.2).
 */
final class FirstRequest {
  /** Who is to answer. */
  enum Who {
    NOT_YET,
    GRPC,
    HTTP
  }

  private static final int PREFACE_BYTES = 24;
  private static final int FRAME_HEADER_BYTES = 9;
  private static final int HEADERS = 1;
  private static final int CONTINUATION = 9;
  private static final int END_HEADERS = 4;
  private static final int PADDED = 8;
  private static final int PRIORITY = 32;
  private static final int PRIORITY_BYTES = 5;

  /** What a client may send before its first request, its headers included. */
  private static final int MOST_BYTES = 1 << 16;

  /** Looks at all bytes since the preface's first. */
  Who look(ByteBuf in) throws Http2Exception {
    int at = in.readerIndex() + PREFACE_BYTES;
    CompositeByteBuf block = ByteBufAllocator.DEFAULT.compositeBuffer();
    try {
      while (in.writerIndex() - at >= FRAME_HEADER_BYTES) {
        int length = in.getUnsignedMedium(at);
        int type = in.getUnsignedByte(at + 3);
        int flags = in.getUnsignedByte(at + 4);
        int stream = in.getInt(at + 5) & Integer.MAX_VALUE;
        int content = at + FRAME_HEADER_BYTES;
        at = content + length;
        if (at > in.writerIndex() && at - in.readerIndex() <= MOST_BYTES) {
          return Who.NOT_YET;
        }
        if (at - in.readerIndex() > MOST_BYTES) {
          return Who.GRPC;
        }
        if (type == HEADERS) {
          addHeaders(block, in, content, length, flags);
        } else if (type == CONTINUATION) {
          block.addComponent(true, in.retainedSlice(content, length));
        }
        if ((type == HEADERS || type == CONTINUATION) && (flags & END_HEADERS) != 0) {
          return who(stream, block);
        }
      }
      return Who.NOT_YET;
    } finally {
      block.release();
    }
  }

  private static void addHeaders(
      CompositeByteBuf block, ByteBuf in, int content, int length, int flags)
      throws Http2Exception {
    int from = content;
    int to = content + length;
    if ((flags & PADDED) != 0) {
      to -= length > 0 ? in.getUnsignedByte(from) : 0;
      from++;
    }
    if ((flags & PRIORITY) != 0) {
      from += PRIORITY_BYTES;
    }
    if (from > to) {
      throw new Http2Exception(
          io.netty.handler.codec.http2.Http2Error.PROTOCOL_ERROR, "padding beyond the frame");
    }
    block.addComponent(true, in.retainedSlice(from, to - from));
  }

  private static Who who(int stream, ByteBuf block) throws Http2Exception {
    Http2Headers headers =
        new DefaultHttp2HeadersDecoder(false, HttpConnection.MOST_HEADER_BYTES)
            .decodeHeaders(stream, block);
    CharSequence type = headers.get("content-type");
    return type != null && type.toString().startsWith("application/grpc") ? Who.GRPC : Who.HTTP;
  }
}
