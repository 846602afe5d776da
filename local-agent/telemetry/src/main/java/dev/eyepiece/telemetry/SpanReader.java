package dev.eyepiece.telemetry;

/** Makes trees of the rows of a batch. Stateless. */
public final class SpanReader {
  private SpanReader() {}

  /** One span whole. */
  public static SpanRecord read(SpanBatch batch, int row) {
    int offset = batch.recordOffset(row);
    Span span =
        RecordReader.sound(
            () -> new SpanTreeReader(batch.bytes()).span(offset, offset + batch.recordLength(row)));
    return new SpanRecord(
        batch.resources().get(batch.resource(row)), batch.scopes().get(batch.scope(row)), span);
  }
}
