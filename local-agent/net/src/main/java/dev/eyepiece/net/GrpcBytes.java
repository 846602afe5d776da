package dev.eyepiece.net;

import io.grpc.Detachable;
import io.grpc.HasByteBuffer;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * gRPC messages as the bytes that they are: no generated class is between the socket and the walk.
 */
public final class GrpcBytes {
  /** Stands for a message that was larger than the cap once it was decompressed; an identity. */
  private static final byte[] TOO_LARGE = new byte[0];

  private static final RequestBytes TOO_LARGE_REQUEST = RequestBytes.of(TOO_LARGE);

  /** Stands for a message that could not be decompressed; an identity too. */
  private static final byte[] UNREADABLE = new byte[0];

  private static final RequestBytes UNREADABLE_REQUEST = RequestBytes.of(UNREADABLE);

  private GrpcBytes() {}

  /** Whether a message was too large to be read. */
  // The object itself is meant: a message that came may be as empty.
  @SuppressWarnings("ReferenceEquality")
  static boolean isTooLarge(Object message) {
    return message == TOO_LARGE || message == TOO_LARGE_REQUEST;
  }

  /** Whether a message could not be decompressed; its call knows why not. */
  @SuppressWarnings("ReferenceEquality")
  static boolean isUnreadable(Object message) {
    return message == UNREADABLE || message == UNREADABLE_REQUEST;
  }

  /** A unary method whose messages are bytes. */
  public static MethodDescriptor<byte[], byte[]> method(String service, String name) {
    return method(MethodDescriptor.generateFullMethodName(service, name));
  }

  /**
   * The same method for a server, which closes each request that it is given and answers calls of
   * several messages itself: grpc-java resets those of unary methods, and who is reset comes again.
   */
  public static MethodDescriptor<RequestBytes, byte[]> requests(String service, String name) {
    return MethodDescriptor.<RequestBytes, byte[]>newBuilder()
        .setType(MethodDescriptor.MethodType.CLIENT_STREAMING)
        .setFullMethodName(MethodDescriptor.generateFullMethodName(service, name))
        .setRequestMarshaller(new Requests())
        .setResponseMarshaller(new Bytes())
        .build();
  }

  /** A unary method by its full name, {@code SERVICE/METHOD}. */
  static MethodDescriptor<byte[], byte[]> method(String fullName) {
    return MethodDescriptor.<byte[], byte[]>newBuilder()
        .setType(MethodDescriptor.MethodType.UNARY)
        .setFullMethodName(fullName)
        .setRequestMarshaller(new Bytes())
        .setResponseMarshaller(new Bytes())
        .build();
  }

  /** Copies a message once, from the transport's own buffers where it lets them be seen. */
  private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      return read(stream, TOO_LARGE, UNREADABLE, GrpcBytes::copy);
    }
  }

  /** Copies a message once, and keeps the transport's buffers where they hold it as it came. */
  private static final class Requests implements MethodDescriptor.Marshaller<RequestBytes> {
    @Override
    public InputStream stream(RequestBytes value) {
      return new ByteArrayInputStream(value.array());
    }

    @Override
    public RequestBytes parse(InputStream stream) {
      return read(
          stream,
          TOO_LARGE_REQUEST,
          UNREADABLE_REQUEST,
          in -> {
            if (in instanceof HasByteBuffer seen
                && in instanceof Detachable buffers
                && seen.byteBufferSupported()
                && in.markSupported()
                && in.available() > 0) {
              InputStream kept = buffers.detach();
              if (kept instanceof HasByteBuffer) {
                return keep(kept);
              }
              try (kept) {
                return RequestBytes.of(kept.readAllBytes());
              }
            }
            return RequestBytes.of(copy(in));
          });
    }
  }

  private interface Read<T> {
    T read(InputStream in) throws IOException;
  }

  private static <T> T read(InputStream stream, T tooLarge, T unreadable, Read<T> read) {
    try {
      return read.read(stream);
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.RESOURCE_EXHAUSTED) {
        return tooLarge;
      }
      throw e;
    } catch (IOException e) {
      // grpc-java would call what is thrown here an error of ours.
      CallBytes.unreadable(e.getMessage() == null ? "it ends too early" : e.getMessage());
      return unreadable;
    }
  }

  private static byte[] copy(InputStream stream) throws IOException {
    if (stream instanceof HasByteBuffer seen && seen.byteBufferSupported()) {
      return gather(stream, seen, new ArrayList<>());
    }
    return stream.readAllBytes();
  }

  /** The stream is this call's own: it is closed here, or when the request is. */
  private static RequestBytes keep(InputStream own) throws IOException {
    boolean kept = false;
    try {
      // Buffers that have been read are kept for as long as a mark stands before them.
      own.mark(own.available());
      List<ByteBuffer> parts = new ArrayList<>();
      byte[] message = gather(own, (HasByteBuffer) own, parts);
      own.reset();
      long seen = parts.stream().mapToLong(ByteBuffer::remaining).sum();
      if (seen != message.length || !parts.stream().allMatch(ByteBuffer::isDirect)) {
        return RequestBytes.of(message);
      }
      kept = true;
      return RequestBytes.of(message, List.copyOf(parts), () -> close(own));
    } finally {
      if (!kept) {
        own.close();
      }
    }
  }

  private static void close(InputStream own) {
    try {
      own.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] gather(InputStream stream, HasByteBuffer seen, List<ByteBuffer> parts)
      throws IOException {
    byte[] message = new byte[stream.available()];
    int at = 0;
    ByteBuffer part = seen.getByteBuffer();
    while (part != null && part.hasRemaining() && at < message.length) {
      int count = part.remaining();
      part.get(part.position(), message, at, count);
      parts.add(part);
      at += count;
      stream.skipNBytes(count);
      part = seen.getByteBuffer();
    }
    return at == message.length ? message : concat(message, at, stream.readAllBytes());
  }

  private static byte[] concat(byte[] head, int length, byte[] rest) {
    byte[] whole = Arrays.copyOf(head, length + rest.length);
    System.arraycopy(rest, 0, whole, length, rest.length);
    return whole;
  }
}
