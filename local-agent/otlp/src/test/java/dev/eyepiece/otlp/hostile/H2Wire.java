package dev.eyepiece.otlp.hostile;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Frames of HTTP/2 (RFC 9113), made by hand. */
final class H2Wire implements AutoCloseable {
  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int PRIORITY = 2;
  static final int RST_STREAM = 3;
  static final int SETTINGS = 4;
  static final int PUSH_PROMISE = 5;
  static final int PING = 6;
  static final int GOAWAY = 7;
  static final int WINDOW_UPDATE = 8;
  static final int CONTINUATION = 9;

  static final int END_STREAM = 1;
  static final int END_HEADERS = 4;
  static final int ACK = 1;

  static final byte[] PREFACE = Wire.ascii("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
  static final String EXPORT = "/opentelemetry.proto.collector.trace.v1.TraceService/Export";

  private final Socket socket;
  private final DefaultHttp2HeadersEncoder encoder = new DefaultHttp2HeadersEncoder();
  private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder(false);
  private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();

  H2Wire(int port) throws IOException {
    socket = Wire.open(port);
    waiting.writeBytes(PREFACE);
    frame(SETTINGS, 0, 0);
  }

  H2Wire frame(int type, int flags, int stream, byte... payload) {
    waiting.writeBytes(frameBytes(type, flags, stream, payload.length, payload));
    if (waiting.size() > 1 << 16) {
      flush();
    }
    return this;
  }

  /** A frame that may lie about its length. */
  static byte[] frameBytes(int type, int flags, int stream, int length, byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(9 + payload.length);
    frame.put((byte) (length >>> 16)).put((byte) (length >>> 8)).put((byte) length);
    frame.put((byte) type).put((byte) flags).putInt(stream).put(payload);
    return frame.array();
  }

  H2Wire flush() {
    Wire.send(socket, waiting.toByteArray());
    waiting.reset();
    return this;
  }

  byte[] block(String... pairs) throws Exception {
    Http2Headers headers = new DefaultHttp2Headers(false);
    for (int i = 0; i < pairs.length; i += 2) {
      headers.add(pairs[i], pairs[i + 1]);
    }
    ByteBuf out = Unpooled.buffer();
    encoder.encodeHeaders(1, headers, out);
    byte[] bytes = new byte[out.readableBytes()];
    out.readBytes(bytes);
    return bytes;
  }

  H2Wire headers(int stream, boolean end, String... pairs) throws Exception {
    return frame(HEADERS, END_HEADERS | (end ? END_STREAM : 0), stream, block(pairs));
  }

  /** Headers of an export over plain HTTP. */
  static String[] http(String... more) {
    return with(
        more,
        ":method",
        "POST",
        ":scheme",
        "http",
        ":path",
        "/v1/traces",
        ":authority",
        "localhost",
        "content-type",
        Wire.PROTOBUF);
  }

  /** Headers of an export over gRPC. */
  static String[] grpc(String... more) {
    return with(
        more,
        ":method",
        "POST",
        ":scheme",
        "http",
        ":path",
        EXPORT,
        ":authority",
        "localhost",
        "content-type",
        "application/grpc",
        "te",
        "trailers");
  }

  private static String[] with(String[] more, String... pairs) {
    String[] all = Arrays.copyOf(pairs, pairs.length + more.length);
    System.arraycopy(more, 0, all, pairs.length, more.length);
    return all;
  }

  /** A message with gRPC's prefix, whose length may be a lie. */
  static byte[] message(int flag, int length, byte[] content) {
    return ByteBuffer.allocate(5 + content.length)
        .put((byte) flag)
        .putInt(length)
        .put(content)
        .array();
  }

  H2Wire data(int stream, boolean end, byte[] content) {
    for (int at = 0; at == 0 || at < content.length; at += 16_384) {
      byte[] part = Arrays.copyOfRange(content, at, Math.min(content.length, at + 16_384));
      boolean last = at + 16_384 >= content.length;
      frame(DATA, end && last ? END_STREAM : 0, stream, part);
    }
    return this;
  }

  /** How a stream, or the connection, ends. */
  String outcome(int stream) throws Exception {
    flush();
    StringBuilder said = new StringBuilder();
    try {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      while (true) {
        int length = (in.readUnsignedByte() << 16) | in.readUnsignedShort();
        int type = in.readUnsignedByte();
        int flags = in.readUnsignedByte();
        int of = in.readInt() & Integer.MAX_VALUE;
        byte[] payload = new byte[length];
        in.readFully(payload);
        if (type == GOAWAY) {
          return "GOAWAY " + ByteBuffer.wrap(payload).getInt(4);
        }
        if (type == HEADERS) {
          Http2Headers headers = decoder.decodeHeaders(of, Unpooled.wrappedBuffer(payload));
          if (of == stream) {
            say(said, "", headers.get(":status"));
            say(said, "grpc ", headers.get("grpc-status"));
          }
        }
        if (of == stream && type == RST_STREAM) {
          return said.isEmpty() ? "RST " + ByteBuffer.wrap(payload).getInt() : said.toString();
        }
        if (of == stream && (type == HEADERS || type == DATA) && (flags & END_STREAM) != 0) {
          return said.toString();
        }
        if (type == PING && (flags & ACK) != 0 && stream == 0) {
          return "PONG";
        }
      }
    } catch (EOFException e) {
      return said.isEmpty() ? "closed" : said.toString();
    } catch (SocketTimeoutException e) {
      return "silence";
    } catch (IOException e) {
      return said.isEmpty() ? "closed" : said.toString();
    }
  }

  private static void say(StringBuilder said, String what, @Nullable CharSequence value) {
    if (value != null) {
      said.append(said.isEmpty() ? "" : " ").append(what).append(value);
    }
  }

  Socket socket() {
    return socket;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
