package dev.eyepiece.store;

import dev.eyepiece.telemetry.ProfileBatch;
import dev.eyepiece.telemetry.RecordBatch;
import dev.eyepiece.telemetry.TraceId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Answers about profiles by SQL, and from the requests that brought them. */
final class DuckDbProfiles extends DuckDbRecords implements ProfileAnswers {
  private final HeldProfiles held;

  DuckDbProfiles(Relations relations, List<RecordBatch> pending) {
    super(relations.of(SignalTable.SAMPLES));
    held = new HeldProfiles(relation, pending);
  }

  @Override
  public List<ProfileType> types(Search search, TimeRange range) throws StoreException {
    List<ProfileType> found = new ArrayList<>();
    relation.query(
        "SELECT service, type, unit, count(*) AS n, sum(amount)::BIGINT, min(at_ns), max(at_ns)"
            + " FROM "
            + matching(search, range, new Asks())
            + " GROUP BY service, type, unit ORDER BY service, type, unit",
        row ->
            found.add(
                new ProfileType(
                    DuckDbSnapshot.text(row, 1),
                    DuckDbSnapshot.text(row, 2),
                    DuckDbSnapshot.text(row, 3),
                    row.getLong(4),
                    row.getLong(5),
                    row.getLong(6),
                    row.getLong(7))));
    return found;
  }

  @Override
  public List<ProfileRow> list(Search search, TimeRange range, long limit) throws StoreException {
    List<ProfileRow> found = new ArrayList<>();
    relation.query(
        "SELECT batch_id, any_value(profile_hi), any_value(profile_lo), any_value(service),"
            + " any_value(type), any_value(unit), count(*), sum(amount)::BIGINT,"
            + " min(at_ns) AS began, max(at_ns) FROM "
            + matching(search, range, new Asks())
            + " GROUP BY batch_id, profile ORDER BY began DESC, batch_id DESC, profile"
            + (limit > 0 ? " LIMIT " + limit : ""),
        row ->
            found.add(
                new ProfileRow(
                    row.getLong(1),
                    new TraceId(row.getLong(2), row.getLong(3)),
                    DuckDbSnapshot.text(row, 4),
                    DuckDbSnapshot.text(row, 5),
                    DuckDbSnapshot.text(row, 6),
                    row.getLong(7),
                    row.getLong(8),
                    row.getLong(9),
                    row.getLong(10))));
    return found;
  }

  /** Which sample of which request. */
  private record Place(long batchId, int record) {}

  @Override
  public void samples(
      Search search, TimeRange range, Direction direction, long limit, Consumer<SampleRecord> sink)
      throws StoreException {
    String to = direction == Direction.OLDEST_FIRST ? "" : " DESC";
    List<Place> places = new ArrayList<>();
    relation.query(
        "SELECT batch_id, record FROM "
            + matching(search, range, new Asks())
            + " ORDER BY at_ns"
            + to
            + ", batch_id"
            + to
            + ", row_no"
            + to
            + (limit > 0 ? " LIMIT " + limit : ""),
        row -> places.add(new Place(row.getLong(1), row.getInt(2))));
    for (Place place : places) {
      ProfileBatch batch = held.batch(place.batchId());
      int row = batch.rowAt(place.record());
      if (row < 0) {
        throw new StoreException("a stored profile lacks a sample");
      }
      sink.accept(HeldProfiles.sample(batch, row));
    }
  }

  @Override
  public StackSums stacks(Search search, TimeRange range) throws StoreException {
    Map<StackFrame, Integer> frames = new HashMap<>();
    List<StackFrame> all = new ArrayList<>();
    Map<List<Integer>, long[]> sums = new HashMap<>();
    relation.query(
        "SELECT w, stack, sum(amount)::BIGINT, count(*) FROM "
            + matching(search, range, new Asks())
            + " GROUP BY w, stack ORDER BY w, stack",
        row -> {
          List<StackFrame> stack =
              relation.source(row.getInt(1)).dictionary().stacks().of(row.getInt(2));
          List<Integer> numbers = new ArrayList<>(stack.size());
          for (StackFrame frame : stack) {
            Integer known = frames.putIfAbsent(frame, all.size());
            if (known == null) {
              all.add(frame);
            }
            numbers.add(known == null ? all.size() - 1 : known);
          }
          long[] sum = sums.computeIfAbsent(numbers, _ -> new long[2]);
          sum[0] += row.getLong(3);
          sum[1] += row.getLong(4);
        });
    int[][] stacks =
        sums.keySet().stream()
            .map(numbers -> numbers.stream().mapToInt(Integer::intValue).toArray())
            .toArray(int[][]::new);
    long[] values = sums.values().stream().mapToLong(sum -> sum[0]).toArray();
    long[] samples = sums.values().stream().mapToLong(sum -> sum[1]).toArray();
    return new StackSums(List.copyOf(all), stacks, values, samples);
  }

  @Override
  public Optional<byte[]> request(long batchId) throws StoreException {
    return held.request(batchId).map(bytes -> Arrays.copyOf(bytes, bytes.length));
  }
}
