package dev.eyepiece.telemetry;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Makes trees of what lies in the bytes of a batch. The walker has been over these very bytes, so
 * that one that cannot be read is a defect of ours and not of the sender. Stateless.
 */
final class RecordReader {
  private RecordReader() {}

  /** Reads from bytes that are known to be sound. */
  interface Read<T> {
    T read() throws MalformedOtlpException;
  }

  static <T> T sound(Read<T> read) {
    try {
      return read.read();
    } catch (MalformedOtlpException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }

  static AnyValue value(byte[] bytes, byte type, long bits) {
    return sound(() -> new TreeReader(bytes).value(type, bits));
  }
}
