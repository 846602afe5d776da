package dev.eyepiece.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.eyepiece.telemetry.ProfileBatch;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.telemetry.SymbolTable;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.profiles.v1development.ExportProfilesServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.metrics.v1.Exemplar;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import io.opentelemetry.proto.profiles.v1development.Function;
import io.opentelemetry.proto.profiles.v1development.KeyValueAndUnit;
import io.opentelemetry.proto.profiles.v1development.Line;
import io.opentelemetry.proto.profiles.v1development.Link;
import io.opentelemetry.proto.profiles.v1development.Location;
import io.opentelemetry.proto.profiles.v1development.Mapping;
import io.opentelemetry.proto.profiles.v1development.Profile;
import io.opentelemetry.proto.profiles.v1development.ProfilesDictionary;
import io.opentelemetry.proto.profiles.v1development.Sample;
import io.opentelemetry.proto.profiles.v1development.Stack;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The rules of each signal: what is refused, what is taken and told, what is taken in silence. */
class ValidatorsTest {
  private final RequestDecoder decoder = new RequestDecoder(new SymbolTable());

  private RequestDecoder.Decoded decode(Signal signal, Message request) throws Exception {
    byte[] bytes = request.toByteArray();
    return decoder.decode(signal, bytes, bytes.length);
  }

  private void refused(RequestDecoder.Decoded decoded, String reason) {
    assertThat(decoded.rejected()).as(reason).isEqualTo(1);
    assertThat(decoded.message()).contains(reason);
    assertThat(decoded.batch().isEmpty()).isTrue();
  }

  private void warned(RequestDecoder.Decoded decoded, String reason) {
    assertThat(decoded.rejected()).as(reason).isZero();
    assertThat(decoded.message()).startsWith("taken as it came: ").contains(reason);
    assertThat(decoded.batch().size()).isEqualTo(1);
  }

  private void sound(RequestDecoder.Decoded decoded) {
    assertThat(decoded.message()).isEmpty();
    assertThat(decoded.rejected()).isZero();
    assertThat(decoded.batch().size()).isEqualTo(1);
  }

  private RequestDecoder.Decoded log(Consumer<LogRecord.Builder> change) throws Exception {
    ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
    change.accept(request.addResourceLogsBuilder().addScopeLogsBuilder().addLogRecordsBuilder());
    return decode(Signal.LOGS, request.build());
  }

  @Test
  void logs() throws Exception {
    sound(log(log -> {}));
    sound(log(log -> log.setTraceId(ByteString.copyFrom(new byte[16])).setSeverityNumberValue(99)));
    refused(log(log -> log.setTimeUnixNano(-1)), "beyond the year 2262");
    refused(log(log -> log.setObservedTimeUnixNano(Long.MIN_VALUE)), "beyond the year 2262");
    warned(log(log -> log.setTraceId(ByteString.copyFromUtf8("short"))), "trace_id is not 16");
    warned(log(log -> log.setSpanId(ByteString.copyFrom(new byte[16]))), "span_id is not 8");
  }

  private RequestDecoder.Decoded metric(Consumer<Metric.Builder> change) throws Exception {
    ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
    Metric.Builder metric =
        request
            .addResourceMetricsBuilder()
            .addScopeMetricsBuilder()
            .addMetricsBuilder()
            .setName("request.duration");
    change.accept(metric);
    return decode(Signal.METRICS, request.build());
  }

  private RequestDecoder.Decoded histogram(Consumer<HistogramDataPoint.Builder> change)
      throws Exception {
    return metric(metric -> change.accept(metric.getHistogramBuilder().addDataPointsBuilder()));
  }

  private RequestDecoder.Decoded exponential(Consumer<ExponentialHistogramDataPoint.Builder> change)
      throws Exception {
    return metric(
        metric -> change.accept(metric.getExponentialHistogramBuilder().addDataPointsBuilder()));
  }

  private RequestDecoder.Decoded gauge(Consumer<NumberDataPoint.Builder> change) throws Exception {
    return metric(metric -> change.accept(metric.getGaugeBuilder().addDataPointsBuilder()));
  }

  private RequestDecoder.Decoded summary(Consumer<SummaryDataPoint.Builder> change)
      throws Exception {
    return metric(metric -> change.accept(metric.getSummaryBuilder().addDataPointsBuilder()));
  }

  @Test
  void numbersAndSummaries() throws Exception {
    sound(gauge(point -> point.setAsDouble(Double.NaN)));
    sound(gauge(point -> point.setFlags(1)));
    refused(gauge(point -> point.setTimeUnixNano(-5)), "beyond the year 2262");
    refused(gauge(point -> point.setTimeUnixNano(-5)), "(metric 'request.duration')");
    warned(
        gauge(point -> point.setStartTimeUnixNano(9).setTimeUnixNano(8)),
        "time_unix_nano is before start_time_unix_nano");
    warned(
        gauge(point ->
            point.addExemplars(Exemplar.newBuilder().setSpanId(ByteString.copyFromUtf8("x")))),
        "an id of an exemplar");
    sound(summary(point -> point.addQuantileValuesBuilder().setQuantile(1)));
    refused(summary(point -> point.addQuantileValuesBuilder().setQuantile(1.5)), "a quantile");
    refused(
        summary(point -> point.addQuantileValuesBuilder().setQuantile(Double.NaN)), "a quantile");
  }

  @Test
  void histograms() throws Exception {
    sound(histogram(point -> point.setCount(7)));
    sound(
        histogram(
            point -> point.setCount(3).addAllBucketCounts(List.of(1L, 2L)).addExplicitBounds(5)));
    sound(histogram(point -> point.setCount(4).addBucketCounts(4)));
    refused(
        histogram(point -> point.setCount(1).addBucketCounts(1).addExplicitBounds(5)),
        "bucket_counts are not one more");
    refused(histogram(point -> point.addExplicitBounds(5)), "bucket_counts are not one more");
    refused(
        histogram(point ->
            point.addAllBucketCounts(List.of(0L, 0L, 0L)).addAllExplicitBounds(List.of(5.0, 5.0))),
        "do not grow strictly");
    refused(
        histogram(point -> point.addAllBucketCounts(List.of(0L, 0L)).addExplicitBounds(Double.NaN)),
        "do not grow strictly");
    warned(
        histogram(
            point -> point.setCount(9).addAllBucketCounts(List.of(1L, 2L)).addExplicitBounds(5)),
        "count is not the sum");
  }

  @Test
  void exponentialHistograms() throws Exception {
    sound(
        exponential(point -> {
          point.setCount(10).setZeroCount(1).setScale(-3);
          point.getPositiveBuilder().setOffset(-7).addAllBucketCounts(List.of(2L, 3L));
          point.getNegativeBuilder().addBucketCounts(4);
        }));
    warned(exponential(point -> point.setCount(2).setZeroCount(1)), "count is not the sum");
    refused(
        exponential(point ->
            point
                .setCount(2)
                .getPositiveBuilder()
                .setOffset(Integer.MAX_VALUE)
                .addAllBucketCounts(List.of(1L, 1L))),
        "beyond 32 bits");
  }

  private static ProfilesDictionary.Builder dictionary() {
    return ProfilesDictionary.newBuilder()
        .addStringTable("")
        .addStringTable("main")
        .addMappingTable(Mapping.getDefaultInstance())
        .addMappingTable(Mapping.newBuilder().setFilenameStrindex(1).addAttributeIndices(1))
        .addFunctionTable(Function.getDefaultInstance())
        .addFunctionTable(Function.newBuilder().setNameStrindex(1))
        .addLocationTable(Location.getDefaultInstance())
        .addLocationTable(
            Location.newBuilder()
                .setMappingIndex(1)
                .addLines(Line.newBuilder().setFunctionIndex(1)))
        .addLinkTable(Link.getDefaultInstance())
        .addAttributeTable(KeyValueAndUnit.getDefaultInstance())
        .addAttributeTable(KeyValueAndUnit.newBuilder().setKeyStrindex(1))
        .addStackTable(Stack.getDefaultInstance())
        .addStackTable(Stack.newBuilder().addLocationIndices(1));
  }

  private RequestDecoder.Decoded profile(
      ProfilesDictionary.Builder dictionary, Consumer<Profile.Builder> change) throws Exception {
    ExportProfilesServiceRequest.Builder request =
        ExportProfilesServiceRequest.newBuilder().setDictionary(dictionary);
    change.accept(
        request.addResourceProfilesBuilder().addScopeProfilesBuilder().addProfilesBuilder());
    return decode(Signal.PROFILES, request.build());
  }

  private RequestDecoder.Decoded sample(
      ProfilesDictionary.Builder dictionary, Sample.Builder sample) throws Exception {
    return profile(dictionary, profile -> profile.addSamples(sample));
  }

  @Test
  void profiles() throws Exception {
    Sample.Builder sample = Sample.newBuilder().setStackIndex(1).addAttributeIndices(1);
    sound(sample(dictionary(), sample.clone().addValues(1)));
    sound(sample(dictionary(), sample.clone().addTimestampsUnixNano(1).addTimestampsUnixNano(2)));
    sound(sample(ProfilesDictionary.newBuilder(), Sample.newBuilder().addValues(1)));
    refused(
        sample(
            dictionary(),
            sample.clone().addValues(1).addTimestampsUnixNano(1).addTimestampsUnixNano(2)),
        "1 values do not go with the 2 timestamps of sample 0 (profile 0 of the request)");
    refused(sample(dictionary(), sample.clone().addTimestampsUnixNano(-1)), "year 2262");
    refused(sample(dictionary(), sample.clone().setStackIndex(2)), "beyond the dictionary");
    refused(sample(dictionary(), sample.clone().setStackIndex(-1)), "beyond the dictionary");
    refused(sample(dictionary(), sample.clone().setLinkIndex(1)), "beyond the dictionary");
    refused(sample(dictionary(), sample.clone().addAttributeIndices(2)), "beyond the dictionary");
    String index = "an index of the profile points beyond the dictionary";
    refused(profile(dictionary(), p -> p.getSampleTypeBuilder().setTypeStrindex(2)), index);
    refused(profile(dictionary(), p -> p.getPeriodTypeBuilder().setUnitStrindex(-1)), index);
    refused(profile(dictionary(), p -> p.addAttributeIndices(9)), index);
    refused(profile(dictionary(), p -> p.setProfileId(ByteString.copyFromUtf8("x"))), "profile_id");
    refused(profile(dictionary(), p -> p.setTimeUnixNano(-1)), "year 2262");
  }

  @Test
  void aDictionaryWithoutItsZeroEntriesIsTakenAndSaid() throws Exception {
    List<Consumer<ProfilesDictionary.Builder>> lacking =
        List.of(
            d -> d.removeMappingTable(0),
            d -> d.removeFunctionTable(0),
            d -> d.removeLocationTable(0),
            d ->
                d.setLinkTable(
                    0,
                    Link.newBuilder()
                        .setSpanId(ByteString.copyFrom(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}))),
            d -> d.removeAttributeTable(0),
            d -> d.removeStackTable(0),
            d -> d.setStringTable(0, "x"));
    for (Consumer<ProfilesDictionary.Builder> lack : lacking) {
      ProfilesDictionary.Builder dictionary = dictionary();
      lack.accept(dictionary);
      warned(
          sample(dictionary, Sample.newBuilder().addValues(1)),
          "_table of the dictionary does not begin with its zero entry");
    }
  }

  /** As samples of earlier versions would be read that had values where attributes are now. */
  @Test
  void aSampleWithAttributesAloneRejectsItsProfile() throws Exception {
    refused(
        sample(dictionary(), Sample.newBuilder().addAttributeIndices(1)),
        "neither values nor timestamps are there of sample 0");
  }

  @Test
  void referencesOutsideOfProfilesAreSaidEachTime() throws Exception {
    KeyValue.Builder referring = KeyValue.newBuilder().setKeyStrindex(1);
    KeyValue.Builder valued = KeyValue.newBuilder().setKey("k");
    valued.getValueBuilder().setStringValueStrindex(1);
    for (KeyValue.Builder attribute : List.of(referring, valued)) {
      ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
      request
          .addResourceLogsBuilder()
          .addScopeLogsBuilder()
          .addLogRecordsBuilder()
          .setTimeUnixNano(1)
          .addAttributes(attribute);
      warned(decode(Signal.LOGS, request.build()), "which only profiles have");
      ExportLogsServiceRequest.Builder resource = ExportLogsServiceRequest.newBuilder();
      var group = resource.addResourceLogsBuilder();
      group.getResourceBuilder().addAttributes(attribute);
      group.addScopeLogsBuilder().addLogRecordsBuilder().setTimeUnixNano(1);
      for (int i = 0; i < 2; i++) {
        warned(decode(Signal.LOGS, resource.build()), "they are read as empty");
      }
    }
  }

  @Test
  void aProfileIsRefusedForWhatItsStacksPointTo() throws Exception {
    Sample.Builder sample = Sample.newBuilder().setStackIndex(1).addValues(1);
    List<Consumer<ProfilesDictionary.Builder>> faults =
        List.of(
            d -> d.getStackTableBuilder(1).addLocationIndices(7),
            d -> d.getLocationTableBuilder(1).setMappingIndex(7),
            d -> d.getLocationTableBuilder(1).addAttributeIndices(7),
            d -> d.getLocationTableBuilder(1).getLinesBuilder(0).setFunctionIndex(7),
            d -> d.getFunctionTableBuilder(1).setSystemNameStrindex(7),
            d -> d.getFunctionTableBuilder(1).setFilenameStrindex(-7),
            d -> d.getMappingTableBuilder(1).setFilenameStrindex(7),
            d -> d.getAttributeTableBuilder(1).setUnitStrindex(7));
    for (Consumer<ProfilesDictionary.Builder> fault : faults) {
      ProfilesDictionary.Builder broken = dictionary();
      fault.accept(broken);
      refused(sample(broken, sample.clone()), "beyond the dictionary");
      sound(sample(broken, Sample.newBuilder().addValues(1)));
    }
  }

  @Test
  void oneBadProfileLeavesItsNeighboursWhole() throws Exception {
    ExportProfilesServiceRequest.Builder request =
        ExportProfilesServiceRequest.newBuilder().setDictionary(dictionary());
    var scope = request.addResourceProfilesBuilder().addScopeProfilesBuilder();
    for (int i = 0; i < 3; i++) {
      Profile.Builder profile = scope.addProfilesBuilder().setPeriod(i);
      profile.addSamples(Sample.newBuilder().setStackIndex(1).addValues(10 + i));
      profile.addSamples(Sample.newBuilder().setStackIndex(i == 1 ? 9 : 1).addValues(20 + i));
    }
    RequestDecoder.Decoded decoded = decode(Signal.PROFILES, request.build());
    assertThat(decoded.rejected()).isEqualTo(1);
    ProfileBatch batch = (ProfileBatch) decoded.batch();
    assertThat(batch.profileCount()).isEqualTo(2);
    assertThat(batch.period(1)).isEqualTo(2);
    assertThat(batch.size()).isEqualTo(4);
    assertThat(batch.value(3, 0)).isEqualTo(22);
    assertThat(batch.profile(3)).isEqualTo(1);
  }
}
