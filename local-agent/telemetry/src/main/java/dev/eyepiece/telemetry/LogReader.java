package dev.eyepiece.telemetry;

/** Makes trees of the rows of a {@link LogBatch}. Stateless. */
public final class LogReader {
  private LogReader() {}

  /** One log record whole. */
  public static ScopedLog read(LogBatch batch, int row) {
    int offset = batch.recordOffset(row);
    LogRecord log =
        RecordReader.sound(
            () -> new LogTreeReader(batch.bytes()).log(offset, offset + batch.recordLength(row)));
    return new ScopedLog(
        batch.resources().get(batch.resource(row)), batch.scopes().get(batch.scope(row)), log);
  }
}
