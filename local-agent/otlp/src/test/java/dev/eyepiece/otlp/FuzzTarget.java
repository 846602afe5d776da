package dev.eyepiece.otlp;

import dev.eyepiece.telemetry.MalformedOtlpException;
import dev.eyepiece.telemetry.OtlpJson;
import dev.eyepiece.telemetry.RecordBatch;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.telemetry.SymbolTable;

/**
 * What Jazzer gives its bytes to: the way of a request's body from the socket to columns, and on to
 * the tree that rules and details see. Nothing but a refusal with its place may come of it.
 */
public final class FuzzTarget {
  private static final Signal SIGNAL = Signal.valueOf(System.getProperty("fuzz.signal"));
  private static final boolean JSON = Boolean.getBoolean("fuzz.json");
  private static final RequestDecoder DECODER = new RequestDecoder(new SymbolTable());

  private FuzzTarget() {}

  /** One input; the method's name is Jazzer's. */
  public static void fuzzerTestOneInput(byte[] input) {
    try {
      byte[] request = JSON ? OtlpJson.read(SIGNAL, input) : input.clone();
      RecordBatch batch = DECODER.decode(SIGNAL, request, request.length).batch();
      if (!batch.isEmpty()) {
        DECODER.tree(batch);
      }
    } catch (MalformedOtlpException e) {
      if (e.getMessage() == null || e.offset() < 0 || e.offset() > input.length) {
        throw new IllegalStateException("a refusal without its place", e);
      }
    }
  }
}
