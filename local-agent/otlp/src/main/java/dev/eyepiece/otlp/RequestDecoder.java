package dev.eyepiece.otlp;

import dev.eyepiece.telemetry.MalformedOtlpException;
import dev.eyepiece.telemetry.SpanBatch;
import dev.eyepiece.telemetry.SpanWalker;
import dev.eyepiece.telemetry.SymbolTable;

/**
 * Turns the bytes of a request into a validated batch, the same way for a receiver and for a
 * replay. Safe for use by several threads.
 */
public final class RequestDecoder {
  /**
   * What a request holds.
   *
   * @param batch the spans that passed
   * @param rejected how many did not
   * @param reason why, empty when all passed
   */
  public record Decoded(SpanBatch batch, int rejected, String reason) {}

  private final ThreadLocal<SpanWalker> walkers;
  private final Validator<SpanBatch> validator = new SpanValidator();

  public RequestDecoder(SymbolTable symbols) {
    walkers = ThreadLocal.withInitial(() -> new SpanWalker(symbols));
  }

  /** Decodes an {@code ExportTraceServiceRequest}; the array belongs to the batch from here on. */
  public Decoded decode(byte[] request, int length) throws MalformedOtlpException {
    SpanBatch batch = walkers.get().walk(request, length);
    Verdict verdict = validator.validate(batch);
    int rejected = verdict.count();
    return new Decoded(
        rejected == 0 ? batch : batch.without(verdict.rejected()), rejected, verdict.reason());
  }
}
