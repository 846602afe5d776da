package dev.eyepiece.store.clickhouse;

import dev.eyepiece.store.SampleRecord;
import dev.eyepiece.store.StackFrame;
import dev.eyepiece.telemetry.Attributes;
import dev.eyepiece.telemetry.Profile;
import dev.eyepiece.telemetry.ProfileBatch;
import java.util.List;

/** How samples of profiles are written. */
final class SampleColumns {
  static final Columns<BatchedSample> ALL =
      new Columns<BatchedSample>()
          .scoped(r -> r.sample.resource(), r -> r.sample.scope())
          .time("Timestamp", r -> r.batch.timeUnixNano(r.profile()))
          .text(
              "ProfileId",
              r -> Written.traceId(r.sample.profileId().high(), r.sample.profileId().low()))
          .text("SampleType", r -> r.sample.type())
          .text("SampleUnit", r -> r.sample.unit())
          .text("PeriodType", r -> r.text(r.period().type()))
          .text("PeriodUnit", r -> r.text(r.period().unit()))
          .int64("Period", r -> r.batch.period(r.profile()))
          .int64("DurationNano", r -> r.batch.durationNano(r.profile()))
          .text(
              "TraceId", r -> Written.traceId(r.sample.traceId().high(), r.sample.traceId().low()))
          .text("SpanId", r -> Written.spanId(r.sample.spanId()))
          .add("SampleAttributes", (out, r) -> write(out, r.attributes(true)))
          .add("ProfileAttributes", (out, r) -> write(out, r.attributes(false)))
          .int64("StackHash", r -> hash(r.stack()))
          .add("Addresses", (out, r) -> out.array(r.stack(), (o, f) -> o.int64(f.address())))
          .add("FunctionNames", (out, r) -> out.array(r.stack(), (o, f) -> o.text(name(f))))
          .add("FileNames", (out, r) -> out.array(r.stack(), (o, f) -> o.text(f.file())))
          .add("MappingFileNames", (out, r) -> out.array(r.stack(), (o, f) -> o.text(f.mapping())))
          .add("LineNumbers", (out, r) -> out.array(r.stack(), (o, f) -> o.int32(f.line())))
          .add("Values", (out, r) -> out.int64s(r.sample.sample().values()))
          .add(
              "TimestampsUnixNano", (out, r) -> out.int64s(r.sample.sample().timestampsUnixNano()));

  private SampleColumns() {}

  /** A sample with the batch that it is in. */
  record BatchedSample(ProfileBatch batch, int row, SampleRecord sample) {

    int profile() {
      return batch.profile(row);
    }

    Profile.Type period() {
      return batch.periodType(profile());
    }

    String text(int index) {
      return batch.string(index).toString();
    }

    List<StackFrame> stack() {
      return sample.stack();
    }

    /** The attributes of the sample alone, or those of its profile: they come in this order. */
    Attributes attributes(boolean own) {
      int known = batch.dictionary().attributes().size();
      int first = 0;
      for (int index : batch.sampleAttributes(row)) {
        first += index > 0 && index < known ? 1 : 0;
      }
      Attributes all = sample.attributes();
      Attributes part = new Attributes();
      for (int i = own ? 0 : first; i < (own ? first : all.size()); i++) {
        part.add(all.key(i), all.value(i));
      }
      return part;
    }
  }

  private static void write(RowBinary out, Attributes attributes) {
    Written.map(out, attributes);
  }

  /** The table has one name; the readable one is what people look for. */
  private static String name(StackFrame frame) {
    return frame.function().isEmpty() ? frame.systemName() : frame.function();
  }

  private static long hash(List<StackFrame> stack) {
    long hash = 0xcbf29ce484222325L;
    for (StackFrame frame : stack) {
      hash = (hash ^ frame.hashCode()) * 0x100000001b3L;
    }
    return hash;
  }
}
