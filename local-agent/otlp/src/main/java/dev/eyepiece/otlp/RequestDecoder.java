package dev.eyepiece.otlp;

import dev.eyepiece.telemetry.LogBatch;
import dev.eyepiece.telemetry.LogWalker;
import dev.eyepiece.telemetry.MalformedOtlpException;
import dev.eyepiece.telemetry.MetricBatch;
import dev.eyepiece.telemetry.MetricWalker;
import dev.eyepiece.telemetry.ProfileBatch;
import dev.eyepiece.telemetry.ProfileWalker;
import dev.eyepiece.telemetry.RecordBatch;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.telemetry.SpanBatch;
import dev.eyepiece.telemetry.SpanWalker;
import dev.eyepiece.telemetry.SymbolTable;
import dev.eyepiece.telemetry.TelemetryTree;
import java.util.BitSet;

/**
 * Turns the bytes of a request into a validated batch, the same way for a receiver and for a
 * replay. Safe for use by several threads.
 */
public final class RequestDecoder {
  /**
   * What a request holds.
   *
   * @param batch the records that passed
   * @param rejected how many records did not; of profiles how many profiles
   * @param message why, or what is odd about what passed; empty when there is nothing to say
   */
  public record Decoded(RecordBatch batch, int rejected, String message) {}

  private static final String STRAY_REFERENCES =
      "taken as it came: attributes refer to a table of strings (key_strindex,"
          + " string_value_strindex), which only profiles have; they are read as empty";

  private final ThreadLocal<Walkers> walkers;
  private final Validator<SpanBatch> spans = new SpanValidator();
  private final Validator<LogBatch> logs = new LogValidator();
  private final Validator<MetricBatch> metrics = new MetricValidator();
  private final Validator<ProfileBatch> profiles = new ProfileValidator();

  public RequestDecoder(SymbolTable symbols) {
    walkers = ThreadLocal.withInitial(() -> new Walkers(symbols));
  }

  /** One thread's walkers. */
  private static final class Walkers {
    final SpanWalker spans;
    final LogWalker logs;
    final MetricWalker metrics;
    final ProfileWalker profiles;

    Walkers(SymbolTable symbols) {
      spans = new SpanWalker(symbols);
      logs = new LogWalker(symbols);
      metrics = new MetricWalker(symbols);
      profiles = new ProfileWalker(symbols);
    }
  }

  /**
   * Decodes an {@code Export...ServiceRequest}; the array belongs to the batch from here on.
   *
   * @param length how many of the bytes are the request
   */
  public Decoded decode(Signal signal, byte[] request, int length) throws MalformedOtlpException {
    Walkers own = walkers.get();
    return switch (signal) {
      case TRACES -> {
        SpanBatch batch = own.spans.walk(request, length);
        yield rows(batch, spans.validate(batch));
      }
      case LOGS -> {
        LogBatch batch = own.logs.walk(request, length);
        yield rows(batch, logs.validate(batch));
      }
      case METRICS -> {
        MetricBatch batch = own.metrics.walk(request, length);
        yield rows(batch, metrics.validate(batch));
      }
      case PROFILES -> {
        ProfileBatch batch = own.profiles.walk(request, length);
        Verdict verdict = profiles.validate(batch);
        int rejected = verdict.count();
        yield new Decoded(
            rejected == 0 ? batch : batch.withoutProfiles(verdict.rejected()),
            rejected,
            verdict.message());
      }
    };
  }

  /**
   * The records of a batch as a tree that may be changed: those that passed, and none that was
   * rejected, though the batch's bytes hold them too.
   *
   * @throws MalformedOtlpException for bytes that no longer read
   */
  public TelemetryTree tree(RecordBatch batch) throws MalformedOtlpException {
    TelemetryTree tree = TelemetryTree.read(batch.signal(), batch.bytes(), batch.length());
    int passed = batch instanceof ProfileBatch all ? all.profileCount() : batch.size();
    if (PassedRecords.count(tree) != passed) {
      PassedRecords.prune(tree, rejected(batch));
    }
    return tree;
  }

  private BitSet rejected(RecordBatch batch) throws MalformedOtlpException {
    Walkers own = walkers.get();
    byte[] bytes = batch.bytes();
    int length = batch.length();
    return switch (batch.signal()) {
      case TRACES -> spans.validate(own.spans.walk(bytes, length)).rejected();
      case LOGS -> logs.validate(own.logs.walk(bytes, length)).rejected();
      case METRICS -> metrics.validate(own.metrics.walk(bytes, length)).rejected();
      case PROFILES -> profiles.validate(own.profiles.walk(bytes, length)).rejected();
    };
  }

  private static Decoded rows(RecordBatch batch, Verdict verdict) {
    int rejected = verdict.count();
    String message = verdict.message();
    if (batch.strayReferences()) {
      message = message.isEmpty() ? STRAY_REFERENCES : message + "; " + STRAY_REFERENCES;
    }
    return new Decoded(
        rejected == 0 ? batch : batch.without(verdict.rejected()), rejected, message);
  }
}
