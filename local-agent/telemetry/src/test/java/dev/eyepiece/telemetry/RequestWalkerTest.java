package dev.eyepiece.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.profiles.v1development.ExportProfilesServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Columns of all signals against the classes that protobuf generates. */
class RequestWalkerTest {
  private static final long SEED = Long.getLong("eyepiece.seed", 20261129L);
  private static final SymbolTable SYMBOLS = new SymbolTable();

  private static RecordBatch walk(Signal signal, byte[] bytes) throws MalformedOtlpException {
    return RequestWalker.of(signal, SYMBOLS).walk(bytes, bytes.length);
  }

  @ParameterizedTest
  @EnumSource
  void everyFieldOfEveryRecordIsRead(Signal signal) throws Exception {
    TestMessages messages = new TestMessages(SEED);
    RequestWalker<? extends RecordBatch> walker = RequestWalker.of(signal, SYMBOLS);
    int records = 0;
    for (int i = 0; i < 150; i++) {
      Message request = messages.request(signal);
      byte[] bytes = request.toByteArray();
      RecordBatch batch = walker.walk(bytes, bytes.length);
      assertThat(BatchOracle.singles(batch))
          .as("seed %s, request %s", SEED, i)
          .isEqualTo(BatchOracle.singles(signal, request));
      assertColumns(batch);
      records += batch.size();
    }
    assertThat(records).isGreaterThan(100);
  }

  /** A request sent twice in one is what protobuf calls merging, at every level. */
  @ParameterizedTest
  @EnumSource
  void messagesThatCameTwiceAreMerged(Signal signal) throws Exception {
    TestMessages messages = new TestMessages(SEED + 1);
    for (int i = 0; i < 100; i++) {
      byte[] bytes = messages.repeated(messages.request(signal));
      Message merged = TestMessages.builder(signal).mergeFrom(bytes).build();
      RecordBatch batch = walk(signal, bytes);
      assertThat(BatchOracle.singles(batch))
          .as("seed %s, request %s", SEED, i)
          .isEqualTo(BatchOracle.singles(signal, merged));
      assertColumns(batch);
    }
  }

  @ParameterizedTest
  @EnumSource
  void bordersOfBuffersMayFallAnywhere(Signal signal) throws Exception {
    byte[] bytes = new TestMessages(SEED).request(signal).toByteArray();
    List<Message> whole = BatchOracle.singles(walk(signal, bytes.clone()));
    Random random = new Random(SEED);
    for (int i = 0; i < 20; i++) {
      int cut = random.nextInt(bytes.length + 1);
      ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length - cut);
      direct.put(bytes, cut, bytes.length - cut).flip();
      ByteBuffer heap = ByteBuffer.wrap(bytes, 0, cut).asReadOnlyBuffer();
      RecordBatch batch = RequestWalker.of(signal, SYMBOLS).walk(List.of(heap, direct));
      assertThat(BatchOracle.singles(batch)).as("cut at %s", cut).isEqualTo(whole);
    }
  }

  @ParameterizedTest
  @EnumSource
  void rowsCanBeLeftOutAndIdsGiven(Signal signal) throws Exception {
    TestMessages messages = new TestMessages(SEED + 2);
    Random random = new Random(SEED);
    for (int i = 0; i < 40; i++) {
      byte[] bytes = messages.request(signal).toByteArray();
      RecordBatch batch = walk(signal, bytes);
      BitSet dropped = new BitSet();
      for (int row = 0; row < batch.size(); row++) {
        dropped.set(row, random.nextInt(3) == 0);
      }
      RecordBatch less = batch.without(dropped).withId(7, 8);
      assertThat(less.size()).isEqualTo(batch.size() - dropped.cardinality());
      assertThat(less.id()).isEqualTo(7);
      assertThat(less.arrivedUnixNano()).isEqualTo(8);
      assertColumns(less);
      int kept = 0;
      for (int row = 0; row < batch.size(); row++) {
        if (!dropped.get(row)) {
          assertThat(less.recordOffset(kept)).isEqualTo(batch.recordOffset(row));
          assertThat(less.recordLength(kept)).isEqualTo(batch.recordLength(row));
          assertThat(less.rowAt(less.recordOffset(kept))).isLessThanOrEqualTo(kept);
          kept++;
        }
      }
    }
  }

  @Test
  void profilesCanBeLeftOut() throws Exception {
    TestMessages messages = new TestMessages(SEED + 3);
    Random random = new Random(SEED);
    for (int i = 0; i < 40; i++) {
      byte[] bytes = messages.request(Signal.PROFILES).toByteArray();
      ProfileBatch batch = (ProfileBatch) walk(Signal.PROFILES, bytes);
      BitSet dropped = new BitSet();
      for (int profile = 0; profile < batch.profileCount(); profile++) {
        dropped.set(profile, random.nextInt(3) == 0);
      }
      List<Message> expected = BatchOracle.singles(batch);
      for (int profile = expected.size() - 1; profile >= 0; profile--) {
        if (dropped.get(profile)) {
          expected.remove(profile);
        }
      }
      ProfileBatch less = batch.withoutProfiles(dropped);
      assertThat(BatchOracle.singles(less)).isEqualTo(expected);
      assertColumns(less);
    }
  }

  /** Other signals have no table that a reference could point to. */
  @Test
  void referencesStandForTextInProfilesAlone() throws Exception {
    KeyValue.Builder referring = KeyValue.newBuilder().setKeyStrindex(1);
    referring.getValueBuilder().setStringValueStrindex(2);
    ExportProfilesServiceRequest.Builder profiles = ExportProfilesServiceRequest.newBuilder();
    profiles
        .getDictionaryBuilder()
        .addAllStringTable(List.of("", "service.name", "cart"))
        .addStackTableBuilder();
    var resource = profiles.addResourceProfilesBuilder();
    resource.getResourceBuilder().addAttributes(referring);
    resource.addScopeProfilesBuilder().addProfilesBuilder().addSamplesBuilder().addValues(1);
    var profile = (ProfileBatch) walk(Signal.PROFILES, profiles.build().toByteArray());
    assertThat(ProfileReader.read(profile, 0).resource().attributes().get("service.name"))
        .isEqualTo(AnyValue.Text.of("cart"));
    ExportLogsServiceRequest.Builder logs = ExportLogsServiceRequest.newBuilder();
    logs.addResourceLogsBuilder()
        .addScopeLogsBuilder()
        .addLogRecordsBuilder()
        .addAttributes(referring);
    var log = (LogBatch) walk(Signal.LOGS, logs.build().toByteArray());
    Attributes read = LogReader.read(log, 0).log().attributes();
    assertThat(read.size()).isEqualTo(1);
    assertThat(read.key(0)).isEqualTo(Utf8.of(""));
    assertThat(read.value(0)).isEqualTo(AnyValue.Empty.INSTANCE);
  }

  private static void assertColumns(RecordBatch batch) {
    assertThat(batch.retainedBytes()).isGreaterThanOrEqualTo(batch.length());
    switch (batch) {
      case SpanBatch spans -> assertSpans(spans);
      case LogBatch logs -> assertLogs(logs);
      case MetricBatch metrics -> assertPoints(metrics);
      case ProfileBatch profiles -> assertSamples(profiles);
    }
  }

  private static void assertAttributes(RecordBatch batch, int row, Attributes attributes) {
    int from = batch.attributesFrom(row);
    assertThat(batch.attributesTo(row) - from).isEqualTo(attributes.size());
    for (int i = 0; i < attributes.size(); i++) {
      assertThat(batch.symbol(batch.attributeKey(from + i))).isEqualTo(attributes.key(i));
      assertThat(batch.attributeValue(from + i)).hasToString(attributes.value(i).toString());
    }
  }

  private static void assertSpans(SpanBatch batch) {
    for (int row = 0; row < batch.size(); row++) {
      Span span = SpanReader.read(batch, row).span();
      assertThat(batch.symbol(batch.name(row))).isEqualTo(span.name());
      assertThat(batch.kind(row)).isEqualTo(span.kind());
      assertThat(batch.parentSpanId(row)).isEqualTo(span.parentSpanId());
      assertThat(batch.statusCode(row)).isEqualTo(span.statusCode());
      assertThat(batch.utf8(batch.statusMessage(row))).isEqualTo(span.statusMessage());
      assertAttributes(batch, row, span.attributes());
    }
  }

  private static void assertLogs(LogBatch batch) {
    for (int row = 0; row < batch.size(); row++) {
      LogRecord log = LogReader.read(batch, row).log();
      assertThat(batch.timeUnixNano(row)).isEqualTo(log.timeUnixNano());
      assertThat(batch.observedTimeUnixNano(row)).isEqualTo(log.observedTimeUnixNano());
      assertThat(batch.severityNumber(row)).isEqualTo(log.severityNumber());
      assertThat(batch.utf8(batch.severityText(row))).isEqualTo(log.severityText());
      assertThat(batch.symbol(batch.eventName(row))).isEqualTo(log.eventName());
      assertThat(batch.body(row)).hasToString(log.body().toString());
      assertThat(batch.traceIdHigh(row)).isEqualTo(log.traceIdHigh());
      assertThat(batch.traceIdLow(row)).isEqualTo(log.traceIdLow());
      assertThat(batch.spanId(row)).isEqualTo(log.spanId());
      assertThat(batch.flags(row)).isEqualTo(log.flags());
      assertThat(batch.droppedAttributesCount(row)).isEqualTo(log.droppedAttributesCount());
      assertAttributes(batch, row, log.attributes());
    }
  }

  private static void assertPoints(MetricBatch batch) {
    int before = 0;
    for (int row = 0; row < batch.size(); row++) {
      Metric metric = MetricReader.read(batch, row).metric();
      int number = batch.metric(row);
      assertThat(number).isBetween(before, batch.metricCount() - 1);
      before = number;
      assertThat(batch.symbol(batch.metricName(number))).isEqualTo(metric.name());
      assertThat(batch.symbol(batch.metricUnit(number))).isEqualTo(metric.unit());
      assertThat(batch.utf8(batch.metricDescription(number))).isEqualTo(metric.description());
      DataPoint point = metric.data().points().getFirst();
      assertThat(batch.startTimeUnixNano(row)).isEqualTo(point.startTimeUnixNano());
      assertThat(batch.timeUnixNano(row)).isEqualTo(point.timeUnixNano());
      assertThat(batch.flags(row)).isEqualTo(point.flags());
      assertAttributes(batch, row, point.attributes());
      assertData(batch, row, metric.data());
    }
  }

  private static void assertData(MetricBatch batch, int row, MetricData data) {
    MetricType type = batch.metricType(batch.metric(row));
    int temporality = batch.temporality(batch.metric(row));
    switch (data) {
      case MetricData.Gauge gauge -> {
        assertThat(type).isEqualTo(MetricType.GAUGE);
        assertThat(batch.valueType(row)).isEqualTo(gauge.points().getFirst().valueType());
        assertThat(batch.valueBits(row)).isEqualTo(gauge.points().getFirst().valueBits());
        assertThat(batch.exemplarCount(row))
            .isEqualTo(gauge.points().getFirst().exemplars().size());
      }
      case MetricData.Sum sum -> {
        assertThat(type).isEqualTo(MetricType.SUM);
        assertThat(temporality).isEqualTo(sum.temporality());
        assertThat(batch.monotonic(batch.metric(row))).isEqualTo(sum.monotonic());
        assertThat(batch.valueBits(row)).isEqualTo(sum.points().getFirst().valueBits());
      }
      case MetricData.Histogram histogram -> {
        assertThat(type).isEqualTo(MetricType.HISTOGRAM);
        assertThat(temporality).isEqualTo(histogram.temporality());
        assertDistribution(batch, row, histogram.points().getFirst());
      }
      case MetricData.ExponentialHistogram histogram -> {
        assertThat(type).isEqualTo(MetricType.EXPONENTIAL_HISTOGRAM);
        assertDistribution(batch, row, histogram.points().getFirst());
      }
      case MetricData.Summary summary -> {
        assertThat(type).isEqualTo(MetricType.SUMMARY);
        assertThat(batch.count(row)).isEqualTo(summary.points().getFirst().count());
      }
      case MetricData.None none -> throw new AssertionError("a point without data");
    }
  }

  private static void assertDistribution(MetricBatch batch, int row, DistributionPoint point) {
    assertThat(batch.count(row)).isEqualTo(point.count());
    OptionalDouble sum = batch.sum(row);
    assertThat(sum).isEqualTo(point.sum());
    assertThat(batch.exemplarCount(row)).isEqualTo(point.exemplars().size());
  }

  private static void assertSamples(ProfileBatch batch) {
    int row = 0;
    for (int profile = 0; profile < batch.profileCount(); profile++) {
      assertThat(batch.samplesFrom(profile)).isEqualTo(row);
      row = batch.samplesTo(profile);
      for (int sample = batch.samplesFrom(profile); sample < row; sample++) {
        assertThat(batch.profile(sample)).isEqualTo(profile);
        assertThat(batch.resource(sample)).isEqualTo(batch.profileResource(profile));
        assertThat(batch.scope(sample)).isEqualTo(batch.profileScope(profile));
      }
    }
    assertThat(row).isEqualTo(batch.size());
  }
}
