package dev.eyepiece.opamp.server;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Messages in WebSocket frames: a header, which is a varint of value 0, and the protobuf bytes
 * (specification, WebSocket Message Format).
 */
public final class Frames {
  /** How deep messages may nest; health and components are trees. */
  private static final int MOST_DEPTH = 64;

  private static final int MOST_HEADER_BYTES = 10;

  private Frames() {}

  /** Puts a message into a frame. */
  public static byte[] frame(MessageLite message) {
    byte[] frame = new byte[1 + message.getSerializedSize()];
    CodedOutputStream out = CodedOutputStream.newInstance(frame, 1, frame.length - 1);
    try {
      message.writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return frame;
  }

  /**
   * Takes a message out of a frame.
   *
   * @throws IOException when the header is not 0 or the rest is no such message; the text is fit to
   *     be told to the other side
   */
  public static <M> M unframe(Parser<M> parser, byte[] frame) throws IOException {
    int header = 0;
    while (header < frame.length && header < MOST_HEADER_BYTES && (frame[header] & 0xff) == 0x80) {
      header++;
    }
    if (header >= frame.length || header >= MOST_HEADER_BYTES || frame[header] != 0) {
      throw new IOException("the message's header is not the varint 0");
    }
    return parse(parser, frame, header + 1);
  }

  /**
   * Reads a message from its place in an array to the end.
   *
   * @throws IOException when it is none
   */
  public static <M> M parse(Parser<M> parser, byte[] bytes, int from) throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(bytes, from, bytes.length - from);
    in.setRecursionLimit(MOST_DEPTH);
    M message = parser.parseFrom(in);
    in.checkLastTagWas(0);
    return message;
  }
}
