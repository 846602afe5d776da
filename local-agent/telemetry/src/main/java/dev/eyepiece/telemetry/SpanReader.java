package dev.eyepiece.telemetry;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Makes trees of the rows of a batch. Stateless. */
public final class SpanReader {
  private SpanReader() {}

  /** One span whole. */
  public static SpanRecord read(SpanBatch batch, int row) {
    int offset = batch.spanOffset(row);
    try {
      Span span = new SpanTreeReader(batch.bytes()).span(offset, offset + batch.spanLength(row));
      return new SpanRecord(
          batch.resources().get(batch.resource(row)), batch.scopes().get(batch.scope(row)), span);
    } catch (MalformedOtlpException e) {
      // The walker has been over these very bytes, so this is a defect of ours and not of the
      // sender.
      throw new UncheckedIOException(new IOException(e));
    }
  }

  static AnyValue value(byte[] bytes, byte type, long bits) {
    try {
      return new TreeReader(bytes).value(type, bits);
    } catch (MalformedOtlpException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }
}
