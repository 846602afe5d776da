package dev.eyepiece.otlp;

import dev.eyepiece.telemetry.Defects;
import dev.eyepiece.telemetry.SpanBatch;
import dev.eyepiece.telemetry.TraceId;
import org.jspecify.annotations.Nullable;

/**
 * The rules that a span must keep (opentelemetry-proto, trace.proto): a trace id of 16 bytes and a
 * span id of 8, neither all zero; a parent id of 8 bytes or none; an end that is not before the
 * start. Times beyond the year 2262 do not fit signed nanoseconds and are refused too.
 */
public final class SpanValidator implements Validator<SpanBatch> {
  @Override
  public Verdict validate(SpanBatch batch) {
    Findings findings = new Findings(ExportKind.TRACES.records());
    for (int row = 0; row < batch.size(); row++) {
      String reason = reason(batch, row);
      if (reason != null) {
        String span = TraceId.spanIdText(batch.spanId(row));
        findings.reject(row, () -> reason + " (span " + span + ")");
      }
    }
    return findings.verdict();
  }

  private static @Nullable String reason(SpanBatch batch, int row) {
    int defects = batch.defects(row);
    if (defects != 0) {
      return defect(defects);
    }
    if ((batch.traceIdHigh(row) | batch.traceIdLow(row)) == 0) {
      return "trace_id is all zero";
    }
    if (batch.spanId(row) == 0) {
      return "span_id is all zero";
    }
    if (batch.startUnixNano(row) < 0 || batch.endUnixNano(row) < 0) {
      return "a time is beyond the year 2262";
    }
    if (batch.endUnixNano(row) < batch.startUnixNano(row)) {
      return "end_time_unix_nano "
          + batch.endUnixNano(row)
          + " is before start_time_unix_nano "
          + batch.startUnixNano(row);
    }
    return null;
  }

  private static String defect(int defects) {
    if ((defects & Defects.TRACE_ID) != 0) {
      return "trace_id is not 16 bytes long";
    }
    if ((defects & Defects.SPAN_ID) != 0) {
      return "span_id is not 8 bytes long";
    }
    return (defects & Defects.PARENT_ID) != 0
        ? "parent_span_id is neither empty nor 8 bytes long"
        : "an id of a link has a wrong length";
  }
}
