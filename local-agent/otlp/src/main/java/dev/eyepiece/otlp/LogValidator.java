package dev.eyepiece.otlp;

import dev.eyepiece.telemetry.LogBatch;

/**
 * The rules that a log record must keep (opentelemetry-proto, logs.proto). Times beyond the year
 * 2262 do not fit signed nanoseconds and are refused. An id of a wrong length means that the record
 * belongs to no trace, which the protocol asks receivers to assume; the sender is told.
 */
public final class LogValidator implements Validator<LogBatch> {
  @Override
  public Verdict validate(LogBatch batch) {
    Findings findings = new Findings(ExportKind.LOGS.records());
    for (int row = 0; row < batch.size(); row++) {
      int number = row;
      if (batch.timeUnixNano(row) < 0 || batch.observedTimeUnixNano(row) < 0) {
        findings.reject(row, () -> "a time is beyond the year 2262 (log record " + number + ")");
      } else if (batch.defects(row) != 0) {
        findings.warn(() ->
            "trace_id is not 16 bytes long or span_id is not 8, so the log record belongs to no"
                + " trace (log record "
                + number
                + ")");
      }
    }
    return findings.verdict();
  }
}
