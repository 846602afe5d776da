package dev.eyepiece.net;

import io.grpc.HasByteBuffer;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * gRPC messages as the bytes that they are: no generated class is between the socket and the walk.
 */
public final class GrpcBytes {
  /** Stands for a message that was larger than the cap once it was decompressed; an identity. */
  private static final byte[] TOO_LARGE = new byte[0];

  private GrpcBytes() {}

  /** Whether a message was too large to be read. */
  // The object itself is meant: a message that came may be as empty.
  @SuppressWarnings("ReferenceEquality")
  static boolean isTooLarge(byte[] message) {
    return message == TOO_LARGE;
  }

  /** A unary method whose messages are bytes. */
  public static MethodDescriptor<byte[], byte[]> method(String service, String name) {
    return method(MethodDescriptor.generateFullMethodName(service, name));
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
      try {
        if (stream instanceof HasByteBuffer seen && seen.byteBufferSupported()) {
          return gather(stream, seen);
        }
        return stream.readAllBytes();
      } catch (StatusRuntimeException e) {
        if (e.getStatus().getCode() == Status.Code.RESOURCE_EXHAUSTED) {
          return TOO_LARGE;
        }
        throw e;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static byte[] gather(InputStream stream, HasByteBuffer seen) throws IOException {
      byte[] message = new byte[stream.available()];
      int at = 0;
      ByteBuffer part = seen.getByteBuffer();
      while (part != null && part.hasRemaining() && at < message.length) {
        int count = part.remaining();
        part.get(part.position(), message, at, count);
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
}
