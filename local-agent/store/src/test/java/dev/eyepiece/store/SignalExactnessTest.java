package dev.eyepiece.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import dev.eyepiece.telemetry.LogBatch;
import dev.eyepiece.telemetry.LogReader;
import dev.eyepiece.telemetry.LogTree;
import dev.eyepiece.telemetry.LogWalker;
import dev.eyepiece.telemetry.MetricBatch;
import dev.eyepiece.telemetry.MetricReader;
import dev.eyepiece.telemetry.MetricTree;
import dev.eyepiece.telemetry.ProfileBatch;
import dev.eyepiece.telemetry.RecordBatch;
import dev.eyepiece.telemetry.RequestWalker;
import dev.eyepiece.telemetry.Resource;
import dev.eyepiece.telemetry.ResourceGroup;
import dev.eyepiece.telemetry.Scope;
import dev.eyepiece.telemetry.ScopeGroup;
import dev.eyepiece.telemetry.ScopedLog;
import dev.eyepiece.telemetry.ScopedMetric;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.telemetry.SymbolTable;
import dev.eyepiece.telemetry.TestMessages;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.profiles.v1development.ExportProfilesServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Log records, data points and profiles come out of ring and windows as they came in. */
class SignalExactnessTest {
  private static final long SEED = Long.getLong("eyepiece.seed", 20261129L);
  private static final List<Signal> SIGNALS =
      List.of(Signal.LOGS, Signal.METRICS, Signal.PROFILES, Signal.TRACES);

  @TempDir Path folder;
  private final SymbolTable symbols = new SymbolTable();
  private final TestMessages messages = new TestMessages(SEED);
  private final List<RecordBatch> batches = new ArrayList<>();

  private void make(int count) throws Exception {
    for (int i = 0; i < count; i++) {
      Signal signal = SIGNALS.get(i % SIGNALS.size());
      byte[] bytes = messages.request(signal).toByteArray();
      RecordBatch batch = RequestWalker.of(signal, symbols).walk(bytes, bytes.length);
      if (batch.size() > 0) {
        batches.add(batch.withId(batches.size(), 1_790_000_000_000_000_000L + i));
      }
    }
  }

  private static String text(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static <R> ResourceGroup<R> group(Resource resource, Scope scope, R record) {
    ResourceGroup<R> group = new ResourceGroup<>(resource);
    ScopeGroup<R> inner = new ScopeGroup<>(scope);
    inner.records().add(record);
    group.scopes().add(inner);
    return group;
  }

  private static String log(ScopedLog log) {
    LogTree tree = new LogTree();
    tree.resources().add(group(log.resource(), log.scope(), log.log()));
    return text(tree.encode());
  }

  private static String point(ScopedMetric metric) {
    MetricTree tree = new MetricTree();
    tree.resources().add(group(metric.resource(), metric.scope(), metric.metric()));
    return text(tree.encode());
  }

  private static String sample(SampleRecord sample) {
    return String.join(
        " ",
        "" + sample.profileId(),
        sample.type(),
        sample.unit(),
        "" + sample.timeUnixNano(),
        "" + sample.value(),
        "" + sample.stack(),
        "" + sample.attributes(),
        "" + sample.traceId(),
        "" + sample.spanId(),
        Arrays.toString(sample.sample().values()),
        Arrays.toString(sample.sample().timestampsUnixNano()),
        "" + sample.resource(),
        "" + sample.scope());
  }

  private List<String> expected(Signal signal) {
    List<String> all = new ArrayList<>();
    for (RecordBatch batch : batches) {
      for (int row = 0; row < batch.size(); row++) {
        switch (batch) {
          case LogBatch logs when signal == Signal.LOGS -> all.add(log(LogReader.read(logs, row)));
          case MetricBatch points when signal == Signal.METRICS ->
              all.add(point(MetricReader.read(points, row)));
          case ProfileBatch samples when signal == Signal.PROFILES ->
              all.add(sample(HeldProfiles.sample(samples, row)));
          default -> {}
        }
      }
    }
    Collections.sort(all);
    return all;
  }

  private static List<String> held(TelemetrySnapshot snapshot, Signal signal)
      throws StoreException {
    List<String> all = new ArrayList<>();
    Search every = Search.All.INSTANCE;
    TimeRange always = TimeRange.ALL;
    Direction first = Direction.NEWEST_FIRST;
    switch (signal) {
      case LOGS -> snapshot.logs().logs(every, always, first, 0, log -> all.add(log(log)));
      case METRICS -> snapshot.metrics().points(every, always, first, 0, m -> all.add(point(m)));
      case PROFILES ->
          snapshot.profiles().samples(every, always, first, 0, one -> all.add(sample(one)));
      case TRACES -> throw new IllegalArgumentException("spans have a test of their own");
    }
    assertThat(snapshot.records(signal).count(every, always)).isEqualTo(all.size());
    Collections.sort(all);
    return all;
  }

  private void assertAll(DuckDbStore store, List<RecordBatch> unsealed, String when)
      throws StoreException {
    try (TelemetrySnapshot snapshot = store.snapshot(unsealed)) {
      for (Signal signal : SIGNALS.subList(0, 3)) {
        assertThat(held(snapshot, signal))
            .as("%s %s, seed %s", signal, when, SEED)
            .isEqualTo(expected(signal));
      }
      for (RecordBatch batch : batches) {
        if (batch.signal() == Signal.PROFILES) {
          assertThat(snapshot.profiles().request(batch.id()))
              .hasValue(Arrays.copyOf(batch.bytes(), batch.length()));
        }
      }
    }
  }

  @Test
  void everyRecordOfAnySignalComesOutAsItCameIn() throws Exception {
    make(120);
    try (DuckDbStore store = DuckDbStore.open(StoreConfig.of(folder))) {
      assertAll(store, batches, "in the ring");
      int half = batches.size() / 2;
      store.seal(batches.subList(0, half));
      assertAll(store, batches, "half sealed");
      store.seal(batches.subList(half, batches.size()));
      assertAll(store, List.of(), "sealed");
      StoreStats stats = store.stats();
      assertThat(stats.held().logs()).isEqualTo(expected(Signal.LOGS).size());
      assertThat(stats.held().points()).isEqualTo(expected(Signal.METRICS).size());
      assertThat(stats.held().samples()).isEqualTo(expected(Signal.PROFILES).size());
    }
    try (DuckDbStore store = DuckDbStore.open(StoreConfig.of(folder))) {
      assertThat(store.sealedUpTo()).isEqualTo(batches.getLast().id());
      assertAll(store, List.of(), "opened again");
    }
  }

  /** A profile may be all original payload, with no sample to list it by. */
  @Test
  void aProfileWithoutSamplesIsFetchedAsItCame() throws Exception {
    ExportProfilesServiceRequest.Builder request = ExportProfilesServiceRequest.newBuilder();
    request
        .addResourceProfilesBuilder()
        .addScopeProfilesBuilder()
        .addProfilesBuilder()
        .setOriginalPayloadFormat("jfr")
        .setOriginalPayload(ByteString.copyFromUtf8("FLR and more"));
    byte[] bytes = request.build().toByteArray();
    RecordBatch batch =
        RequestWalker.of(Signal.PROFILES, symbols)
            .walk(bytes.clone(), bytes.length)
            .withId(7, 1_790_000_000_000_000_000L);
    assertThat(batch.size()).isZero();
    try (DuckDbStore store = DuckDbStore.open(StoreConfig.of(folder))) {
      store.seal(List.of(batch));
      try (TelemetrySnapshot snapshot = store.snapshot(List.of())) {
        assertThat(snapshot.profiles().request(7)).hasValue(bytes);
      }
    }
    try (DuckDbStore store = DuckDbStore.open(StoreConfig.of(folder));
        TelemetrySnapshot snapshot = store.snapshot(List.of())) {
      assertThat(snapshot.profiles().request(7)).hasValue(bytes);
    }
  }

  /** Also fields that nobody knows, at every depth of a log record. */
  @Test
  void unknownFieldsOfLogRecordsStay() throws Exception {
    Random random = new Random(SEED);
    List<LogRecord> sent = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      ExportLogsServiceRequest request = (ExportLogsServiceRequest) messages.request(Signal.LOGS);
      ExportLogsServiceRequest.Builder odd = request.toBuilder();
      odd.getResourceLogsBuilderList()
          .forEach(group ->
              group
                  .getScopeLogsBuilderList()
                  .forEach(
                      scope -> scope.getLogRecordsBuilderList().forEach(log -> odd(log, random))));
      byte[] bytes = odd.build().toByteArray();
      LogBatch batch = new LogWalker(symbols).walk(bytes, bytes.length);
      if (batch.size() > 0) {
        batches.add(batch.withId(batches.size(), 1));
        odd.getResourceLogsList()
            .forEach(g -> g.getScopeLogsList().forEach(s -> sent.addAll(s.getLogRecordsList())));
      }
    }
    List<Message> found = new ArrayList<>(Collections.nCopies(sent.size(), null));
    List<Integer> firstOfBatch = new ArrayList<>();
    int first = 0;
    for (RecordBatch batch : batches) {
      firstOfBatch.add(first);
      first += batch.size();
    }
    try (DuckDbStore store = DuckDbStore.open(StoreConfig.of(folder))) {
      store.seal(batches);
      Windowed.encoded(
          store,
          SignalTable.LOGS,
          new LogAssembler(),
          (batchId, row, bytes) -> {
            try {
              LogRecord log = LogRecord.parseFrom(bytes);
              found.set(
                  firstOfBatch.get((int) batchId) + row, TestMessages.normal(log.toBuilder()));
            } catch (com.google.protobuf.InvalidProtocolBufferException e) {
              throw new AssertionError(e);
            }
          });
    }
    for (int i = 0; i < sent.size(); i++) {
      assertThat(found.get(i))
          .as("seed %s", SEED)
          .isEqualTo(TestMessages.normal(sent.get(i).toBuilder()));
    }
  }

  private static void odd(LogRecord.Builder log, Random random) {
    UnknownFieldSet unknown =
        UnknownFieldSet.newBuilder()
            .addField(
                900,
                UnknownFieldSet.Field.newBuilder()
                    .addLengthDelimited(ByteString.copyFromUtf8("x" + random.nextInt()))
                    .build())
            .build();
    switch (random.nextInt(4)) {
      case 0 -> log.setUnknownFields(unknown);
      case 1 -> log.getBodyBuilder().setUnknownFields(unknown);
      case 2 -> log.addAttributesBuilder().setKey("odd").setUnknownFields(unknown);
      default -> {}
    }
  }
}
