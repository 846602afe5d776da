package dev.eyepiece.telemetry;

import java.util.Arrays;

/** Makes trees of what a {@link ProfileBatch} holds. Stateless. */
public final class ProfileReader {
  private ProfileReader() {}

  /** One profile whole, with the samples that the batch has of it. */
  public static ScopedProfile read(ProfileBatch batch, int profile) {
    Profile tree = new Profile();
    tree.setSampleType(batch.sampleType(profile));
    tree.setTimeUnixNano(batch.timeUnixNano(profile));
    tree.setDurationNano(batch.durationNano(profile));
    tree.setPeriodType(batch.periodType(profile));
    tree.setPeriod(batch.period(profile));
    tree.setProfileId(batch.profileIdHigh(profile), batch.profileIdLow(profile));
    tree.setDroppedAttributesCount(batch.droppedAttributesCount(profile));
    tree.setOriginalPayloadFormat(batch.utf8(batch.payloadFormat(profile)));
    long payload = batch.payload(profile);
    int offset = RecordBatch.sliceOffset(payload);
    tree.setOriginalPayload(
        Arrays.copyOfRange(batch.bytes(), offset, offset + RecordBatch.sliceLength(payload)));
    tree.setAttributeIndices(batch.profileAttributes(profile));
    for (int row = batch.samplesFrom(profile); row < batch.samplesTo(profile); row++) {
      tree.samples().add(sample(batch, row));
    }
    return new ScopedProfile(
        batch.resources().get(batch.profileResource(profile)),
        batch.scopes().get(batch.profileScope(profile)),
        tree);
  }

  /** One sample whole. */
  public static Sample sample(ProfileBatch batch, int row) {
    Sample sample = new Sample();
    sample.setStack(batch.stack(row));
    sample.setLink(batch.link(row));
    sample.setAttributeIndices(batch.sampleAttributes(row));
    sample.setValues(batch.values(row));
    sample.setTimestampsUnixNano(batch.timestampsUnixNano(row));
    return sample;
  }
}
