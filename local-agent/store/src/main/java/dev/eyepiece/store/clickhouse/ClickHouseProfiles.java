package dev.eyepiece.store.clickhouse;

import dev.eyepiece.store.Direction;
import dev.eyepiece.store.ProfileAnswers;
import dev.eyepiece.store.ProfileRow;
import dev.eyepiece.store.ProfileType;
import dev.eyepiece.store.SampleRecord;
import dev.eyepiece.store.Search;
import dev.eyepiece.store.StackFrame;
import dev.eyepiece.store.StackSums;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.store.TimeRange;
import dev.eyepiece.telemetry.Attributes;
import dev.eyepiece.telemetry.Sample;
import dev.eyepiece.telemetry.TraceId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Answers about profiles, whose samples have their stacks in their rows. */
final class ClickHouseProfiles extends ClickHouseRecords implements ProfileAnswers {
  private static final List<String> STACK =
      List.of("functions", "files", "mappings", "lines", "addresses");
  private static final List<String> SAMPLE =
      List.of(
          "functions",
          "files",
          "mappings",
          "lines",
          "addresses",
          "profile_id",
          "type",
          "unit",
          "time_ns",
          "value",
          "trace_id",
          "span_id",
          "attributes",
          "profile_attributes",
          "resource",
          "scope",
          "scope_version",
          "values",
          "times");

  ClickHouseProfiles(Relation relation) {
    super(relation);
  }

  @Override
  public List<ProfileType> types(Search search, TimeRange range) throws StoreException {
    List<ProfileType> found = new ArrayList<>();
    if (!relation.isEmpty()) {
      relation
          .asker()
          .query(
              "SELECT service, type, unit, toInt64(count()), sum(value), min(time_ns),"
                  + " max(time_ns) FROM "
                  + relation.matching(
                      List.of("service", "type", "unit", "value", "time_ns"), search, range)
                  + " GROUP BY service, type, unit ORDER BY service, type, unit",
              row ->
                  found.add(
                      new ProfileType(
                          row.text(1),
                          row.text(2),
                          row.text(3),
                          row.number(4),
                          row.number(5),
                          row.number(6),
                          row.number(7))));
    }
    return found;
  }

  @Override
  public List<ProfileRow> list(Search search, TimeRange range, long limit) throws StoreException {
    List<ProfileRow> found = new ArrayList<>();
    if (!relation.isEmpty()) {
      relation
          .asker()
          .query(
              "SELECT profile_id, service, type, unit, toInt64(count()), sum(value),"
                  + " min(time_ns) AS began, max(time_ns) FROM "
                  + relation.matching(
                      List.of("profile_id", "service", "type", "unit", "value", "time_ns"),
                      search,
                      range)
                  + " GROUP BY profile_id, service, type, unit ORDER BY began DESC, profile_id"
                  + Relation.limit(limit),
              row -> {
                TraceId id = Texts.traceId(row.text(1));
                found.add(
                    new ProfileRow(
                        id.low(),
                        id,
                        row.text(2),
                        row.text(3),
                        row.text(4),
                        row.number(5),
                        row.number(6),
                        row.number(7),
                        row.number(8)));
              });
    }
    return found;
  }

  @Override
  public void samples(
      Search search, TimeRange range, Direction direction, long limit, Consumer<SampleRecord> sink)
      throws StoreException {
    if (!relation.isEmpty()) {
      String to = direction == Direction.OLDEST_FIRST ? "" : " DESC";
      relation
          .asker()
          .query(
              "SELECT * FROM "
                  + relation.matching(SAMPLE, search, range)
                  + " ORDER BY time_ns"
                  + to
                  + ", profile_id"
                  + to
                  + Relation.limit(limit),
              row -> sink.accept(sample(row)));
    }
  }

  private static SampleRecord sample(Row row) {
    Attributes attributes = Texts.attributes(row.map(13));
    Attributes ofProfile = Texts.attributes(row.map(14));
    for (int i = 0; i < ofProfile.size(); i++) {
      attributes.add(ofProfile.key(i), ofProfile.value(i));
    }
    Sample sample = new Sample();
    sample.setValues(row.numbers(18));
    sample.setTimestampsUnixNano(row.numbers(19));
    return new SampleRecord(
        Texts.resource(row.map(15), ""),
        Texts.scope(row.text(16), row.text(17), new Attributes(), ""),
        Texts.traceId(row.text(6)),
        row.text(7),
        row.text(8),
        row.number(9),
        row.number(10),
        stack(row),
        attributes,
        Texts.traceId(row.text(11)),
        Texts.spanId(row.text(12)),
        sample);
  }

  /** The frames of a row whose first columns are {@link #STACK}. */
  private static List<StackFrame> stack(Row row) {
    List<String> functions = row.texts(1);
    List<String> files = row.texts(2);
    List<String> mappings = row.texts(3);
    long[] lines = row.numbers(4);
    long[] addresses = row.numbers(5);
    List<StackFrame> frames = new ArrayList<>();
    for (int i = 0; i < functions.size(); i++) {
      String function = functions.get(i);
      frames.add(
          new StackFrame(
              function,
              "",
              i < files.size() ? files.get(i) : "",
              i < mappings.size() ? mappings.get(i) : "",
              i < lines.length ? lines[i] : 0,
              0,
              function.isEmpty() && i < addresses.length ? addresses[i] : 0));
    }
    return frames;
  }

  @Override
  public StackSums stacks(Search search, TimeRange range) throws StoreException {
    Map<StackFrame, Integer> frames = new LinkedHashMap<>();
    Map<List<Integer>, long[]> sums = new HashMap<>();
    if (!relation.isEmpty()) {
      List<String> columns = new ArrayList<>(STACK);
      columns.add("value");
      String stack = String.join(", ", STACK);
      relation
          .asker()
          .query(
              "SELECT "
                  + stack
                  + ", sum(value), toInt64(count()) FROM "
                  + relation.matching(columns, search, range)
                  + " GROUP BY "
                  + stack,
              row -> {
                List<Integer> numbers = new ArrayList<>();
                for (StackFrame frame : stack(row)) {
                  numbers.add(frames.computeIfAbsent(frame, _ -> frames.size()));
                }
                long[] sum = sums.computeIfAbsent(numbers, _ -> new long[2]);
                sum[0] += row.number(6);
                sum[1] += row.number(7);
              });
    }
    int[][] stacks =
        sums.keySet().stream()
            .map(numbers -> numbers.stream().mapToInt(Integer::intValue).toArray())
            .toArray(int[][]::new);
    return new StackSums(
        List.copyOf(frames.keySet()),
        stacks,
        sums.values().stream().mapToLong(sum -> sum[0]).toArray(),
        sums.values().stream().mapToLong(sum -> sum[1]).toArray());
  }

  /** The exporter's tables have no request, of which others are told rather than get nothing. */
  @Override
  public Optional<byte[]> request(long batchId) throws StoreException {
    throw new StoreException(
        "a ClickHouse does not have profiles as they came; expected a data folder or an agent with"
            + " one, or another signal");
  }
}
