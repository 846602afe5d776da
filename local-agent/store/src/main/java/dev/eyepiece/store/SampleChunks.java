package dev.eyepiece.store;

import dev.eyepiece.telemetry.ProfileBatch;
import dev.eyepiece.telemetry.ProfilesDictionary;
import dev.eyepiece.telemetry.ResourceGroup;
import dev.eyepiece.telemetry.ScopeGroup;
import dev.eyepiece.telemetry.Span;
import dev.eyepiece.telemetry.TraceTree;
import dev.eyepiece.telemetry.Utf8;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes chunks of samples, in texts of their own instead of indices. What no column holds is in the
 * requests, which a window keeps whole. For one thread.
 */
final class SampleChunks extends ChunkBuilder<ProfileBatch> {
  private final Cells.Longs at = longs("at_ns");
  private final Cells.Longs profileHigh = longs("profile_hi");
  private final Cells.Longs profileLow = longs("profile_lo");
  private final Cells.Longs traceHigh = longs("trace_hi");
  private final Cells.Longs traceLow = longs("trace_lo");
  private final Cells.Longs spanId = longs("span_id");
  private final Cells.Longs amount = longs("amount");
  private final Cells.Ints profile = ints("profile");
  private final Cells.Ints record = ints("record");
  private final Cells.Ints stack = ints("stack");
  private final Cells.Texts type = texts("type");
  private final Cells.Texts unit = texts("unit");

  SampleChunks() {
    super(SignalTable.SAMPLES);
  }

  @Override
  long key(ProfileBatch batch, int row) {
    return 0;
  }

  /** Their attributes may refer to the request's strings, so they are written anew. */
  @Override
  Headers.OfBatch headers(ProfileBatch batch) {
    Headers.OfBatch found = new Headers.OfBatch(new ArrayList<>(), new ArrayList<>());
    batch
        .resources()
        .forEach(resource -> found.resources().add(headers.resourceHeader(group(resource))));
    batch
        .scopes()
        .forEach(scope -> {
          ResourceGroup<Span> group = group(dev.eyepiece.telemetry.Resource.empty());
          group.scopes().add(new ScopeGroup<>(scope));
          found.scopes().add(headers.scopeHeader(group));
        });
    return found;
  }

  private static ResourceGroup<Span> group(dev.eyepiece.telemetry.Resource resource) {
    return new ResourceGroup<>(resource);
  }

  /** The numbers of the stacks, in the order of the request's own. */
  @Override
  int[] numbers(ProfileBatch batch, Dictionary dictionary) {
    return StackTable.numbers(batch, dictionary);
  }

  /** When a sample was taken: its first time, else its profile's. */
  static long at(ProfileBatch batch, int row) {
    return batch.timestampCount(row) > 0
        ? batch.timestampUnixNano(row, 0)
        : batch.timeUnixNano(batch.profile(row));
  }

  @Override
  void fill(int row, ProfileBatch batch, int of, Shared<ProfileBatch> shared) {
    int number = batch.profile(of);
    at.set(row, at(batch, of));
    profileHigh.set(row, batch.profileIdHigh(number));
    profileLow.set(row, batch.profileIdLow(number));
    amount.set(row, batch.total(of));
    profile.set(row, batch.profileOffset(number));
    record.set(row, batch.recordOffset(of));
    int index = batch.stack(of);
    stack.set(row, index >= 0 && index < shared.numbers().length ? shared.numbers()[index] : 0);
    text(type, row, batch.string(batch.sampleType(number).type()));
    text(unit, row, batch.string(batch.sampleType(number).unit()));
    int link = batch.link(of);
    if (link > 0 && link < batch.dictionary().links().size()) {
      ProfilesDictionary.Link to = batch.dictionary().links().get(link);
      traceHigh.set(row, to.traceIdHigh());
      traceLow.set(row, to.traceIdLow());
      spanId.set(row, to.spanId());
    }
  }

  @Override
  void attributes(int row, ProfileBatch batch, int of) {
    attributes.clearPairs();
    pairs(batch, batch.sampleAttributes(of));
    pairs(batch, batch.profileAttributes(batch.profile(of)));
    shape(row, Shape.FREE);
  }

  private void pairs(ProfileBatch batch, int[] indices) {
    List<ProfilesDictionary.Attribute> known = batch.dictionary().attributes();
    for (int index : indices) {
      if (index > 0 && index < known.size()) {
        Utf8 key = batch.string(known.get(index).key());
        attributes.pair(key.toBytes(), known.get(index).value());
      }
    }
  }

  @Override
  int attributesField(ProfileBatch batch, int row) {
    return 0;
  }

  @Override
  boolean needsTail(ProfileBatch batch, int row) {
    return false;
  }

  @Override
  long held(ProfileBatch batch, int row, boolean free) {
    return -1;
  }

  /** A request with one group, from which headers can be taken. */
  static byte[] request(ResourceGroup<Span> group) {
    TraceTree tree = new TraceTree();
    tree.resources().add(group);
    return tree.encode();
  }
}
