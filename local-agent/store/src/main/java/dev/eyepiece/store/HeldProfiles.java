package dev.eyepiece.store;

import dev.eyepiece.telemetry.Attributes;
import dev.eyepiece.telemetry.MalformedOtlpException;
import dev.eyepiece.telemetry.ProfileBatch;
import dev.eyepiece.telemetry.ProfileReader;
import dev.eyepiece.telemetry.ProfileWalker;
import dev.eyepiece.telemetry.ProfilesDictionary;
import dev.eyepiece.telemetry.RecordBatch;
import dev.eyepiece.telemetry.SymbolTable;
import dev.eyepiece.telemetry.TraceId;
import dev.eyepiece.telemetry.Utf8;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The requests that brought the profiles of a snapshot. For one thread. */
final class HeldProfiles {
  private final Relation relation;
  private final Map<Long, ProfileBatch> unsealed = new HashMap<>();
  private final ProfileWalker walker = new ProfileWalker(new SymbolTable());

  /** The request that was asked for last; samples come request by request. */
  private @Nullable ProfileBatch last;

  HeldProfiles(Relation relation, List<RecordBatch> pending) {
    this.relation = relation;
    for (RecordBatch batch : pending) {
      if (batch instanceof ProfileBatch profiles) {
        unsealed.put(batch.id(), profiles);
      }
    }
  }

  /** A request as it came. */
  Optional<byte[]> request(long batchId) throws StoreException {
    ProfileBatch fresh = unsealed.get(batchId);
    if (fresh != null) {
      return Optional.of(Arrays.copyOf(fresh.bytes(), fresh.length()));
    }
    List<byte[]> found = new ArrayList<>();
    for (Source.Sealed source : relation.windows()) {
      boolean mayHold =
          source.seals().stream()
              .anyMatch(seal -> batchId >= seal.firstId() && batchId <= seal.lastId());
      if (mayHold) {
        relation.query(
            "SELECT content FROM "
                + source.window().alias()
                + ".profile_requests WHERE batch_id = "
                + batchId,
            row -> found.add(ProfileRequests.unpack(row.getBytes(1))));
      }
    }
    return found.stream().findFirst();
  }

  /** A request as columns; it has also what was left out of the batch that was sealed. */
  ProfileBatch batch(long batchId) throws StoreException {
    ProfileBatch known = last;
    if (known != null && known.id() == batchId) {
      return known;
    }
    ProfileBatch found = unsealed.get(batchId);
    if (found == null) {
      byte[] bytes =
          request(batchId).orElseThrow(() -> new StoreException("a stored profile is not there"));
      try {
        found = walker.walk(bytes, bytes.length).withId(batchId, 0);
      } catch (MalformedOtlpException e) {
        throw new StoreException("a stored profile no longer reads: " + e.getMessage(), e);
      }
    }
    last = found;
    return found;
  }

  /** One sample in texts of its own. */
  static SampleRecord sample(ProfileBatch batch, int row) {
    int profile = batch.profile(row);
    ProfilesDictionary tables = batch.dictionary();
    int index = batch.link(row);
    ProfilesDictionary.Link link =
        index > 0 && index < tables.links().size()
            ? tables.links().get(index)
            : new ProfilesDictionary.Link(0, 0, 0);
    Attributes attributes = new Attributes();
    add(batch, batch.sampleAttributes(row), attributes);
    add(batch, batch.profileAttributes(profile), attributes);
    return new SampleRecord(
        batch.resources().get(batch.resource(row)),
        batch.scopes().get(batch.scope(row)),
        new TraceId(batch.profileIdHigh(profile), batch.profileIdLow(profile)),
        batch.string(batch.sampleType(profile).type()).toString(),
        batch.string(batch.sampleType(profile).unit()).toString(),
        SampleChunks.at(batch, row),
        batch.total(row),
        StackTable.of(batch, batch.stack(row)),
        attributes,
        new TraceId(link.traceIdHigh(), link.traceIdLow()),
        link.spanId(),
        ProfileReader.sample(batch, row));
  }

  private static void add(ProfileBatch batch, int[] indices, Attributes to) {
    List<ProfilesDictionary.Attribute> known = batch.dictionary().attributes();
    for (int index : indices) {
      if (index > 0 && index < known.size()) {
        Utf8 key = batch.string(known.get(index).key());
        to.add(key, known.get(index).value());
      }
    }
  }
}
