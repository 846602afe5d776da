package dev.eyepiece.store;

import dev.eyepiece.telemetry.Attributes;
import dev.eyepiece.telemetry.ProfileBatch;
import dev.eyepiece.telemetry.Resource;
import dev.eyepiece.telemetry.Sample;
import dev.eyepiece.telemetry.Scope;
import dev.eyepiece.telemetry.TraceId;
import java.util.List;

/**
 * One sample in texts of its own.
 *
 * @param profileId the zero id when the sender gave none
 * @param timeUnixNano its first time, else its profile's
 * @param value the sum of its values, or one for each time when it has none
 * @param stack the leaf first
 * @param attributes of the sample, then of its profile
 * @param traceId of the span in which it was taken; the zero id for none
 * @param spanId zero for none
 * @param sample as it came, with all values and times
 */
public record SampleRecord(
    Resource resource,
    Scope scope,
    TraceId profileId,
    String type,
    String unit,
    long timeUnixNano,
    long value,
    List<StackFrame> stack,
    Attributes attributes,
    TraceId traceId,
    long spanId,
    Sample sample) {

  /** The sample in a row of a batch. */
  public static SampleRecord read(ProfileBatch batch, int row) {
    return HeldProfiles.sample(batch, row);
  }
}
