package dev.eyepiece.otlp;

import dev.eyepiece.telemetry.MalformedOtlpException;
import dev.eyepiece.telemetry.OtlpJson;
import dev.eyepiece.telemetry.ProfileBatch;
import dev.eyepiece.telemetry.RecordBatch;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.telemetry.SymbolTable;
import java.util.Arrays;

/**
 * What Jazzer gives its bytes to: the way of a request's body from the socket to columns, and on to
 * the tree that rules and details see. Nothing but a refusal with its place may come of it, and the
 * tree has the records that the columns have.
 */
public final class FuzzTarget {
  /** The signal of all inputs; none when the first byte of each says which. */
  private static final String SIGNAL = System.getProperty("fuzz.signal", "");

  private static final boolean JSON = Boolean.getBoolean("fuzz.json");
  private static final RequestDecoder DECODER = new RequestDecoder(new SymbolTable());

  private FuzzTarget() {}

  /** One input; the method's name is Jazzer's. */
  public static void fuzzerTestOneInput(byte[] input) {
    if (!SIGNAL.isEmpty()) {
      decode(Signal.valueOf(SIGNAL), input.clone());
    } else if (input.length > 0) {
      Signal[] all = Signal.values();
      decode(all[(input[0] & 0xFF) % all.length], Arrays.copyOfRange(input, 1, input.length));
    }
  }

  private static void decode(Signal signal, byte[] input) {
    try {
      byte[] request = JSON ? OtlpJson.read(signal, input) : input;
      RecordBatch batch = DECODER.decode(signal, request, request.length).batch();
      if (!batch.isEmpty() && PassedRecords.count(DECODER.tree(batch)) != records(batch)) {
        throw new IllegalStateException("a tree of other records than its batch's");
      }
    } catch (MalformedOtlpException e) {
      if (e.getMessage() == null || e.offset() < 0 || e.offset() > input.length) {
        throw new IllegalStateException("a refusal without its place", e);
      }
    }
  }

  private static int records(RecordBatch batch) {
    return batch instanceof ProfileBatch all ? all.profileCount() : batch.size();
  }
}
