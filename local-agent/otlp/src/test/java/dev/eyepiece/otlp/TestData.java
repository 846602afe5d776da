package dev.eyepiece.otlp;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.eyepiece.telemetry.Signal;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.profiles.v1development.ExportProfilesServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.profiles.v1development.Profile;
import io.opentelemetry.proto.profiles.v1development.ProfilesDictionary;
import io.opentelemetry.proto.profiles.v1development.Sample;
import io.opentelemetry.proto.profiles.v1development.Stack;
import io.opentelemetry.proto.profiles.v1development.ValueType;
import io.opentelemetry.proto.trace.v1.Span;

/** Small requests of each signal, some of whose records are bad. */
final class TestData {
  static final long TIME = 1_790_000_000_000_000_000L;

  private TestData() {}

  /** A request of good records, and of bad ones that validation refuses. */
  static Message request(Signal signal, int good, int bad) {
    return switch (signal) {
      case TRACES -> traces(good, bad);
      case LOGS -> logs(good, bad);
      case METRICS -> metrics(good, bad);
      case PROFILES -> profiles(good, bad);
    };
  }

  private static long time(int record, int good) {
    return record < good ? TIME + record : -1;
  }

  private static ExportTraceServiceRequest traces(int good, int bad) {
    ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
    var scope = request.addResourceSpansBuilder().addScopeSpansBuilder();
    for (int i = 0; i < good + bad; i++) {
      scope.addSpans(
          Span.newBuilder()
              .setTraceId(ByteString.copyFrom(new byte[16]).substring(1).concat(one(i)))
              .setSpanId(ByteString.copyFrom(new byte[8]).substring(1).concat(one(i)))
              .setStartTimeUnixNano(TIME)
              .setEndTimeUnixNano(i < good ? TIME + 1 : TIME - 1));
    }
    return request.build();
  }

  private static ByteString one(int i) {
    return ByteString.copyFrom(new byte[] {(byte) (i + 1)});
  }

  private static ExportLogsServiceRequest logs(int good, int bad) {
    ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
    var scope = request.addResourceLogsBuilder().addScopeLogsBuilder();
    for (int i = 0; i < good + bad; i++) {
      scope.addLogRecords(
          LogRecord.newBuilder()
              .setTimeUnixNano(time(i, good))
              .setBody(AnyValue.newBuilder().setStringValue("log " + i)));
    }
    return request.build();
  }

  private static ExportMetricsServiceRequest metrics(int good, int bad) {
    ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
    Metric.Builder metric =
        request
            .addResourceMetricsBuilder()
            .addScopeMetricsBuilder()
            .addMetricsBuilder()
            .setName("queue.size");
    for (int i = 0; i < good + bad; i++) {
      metric
          .getGaugeBuilder()
          .addDataPoints(NumberDataPoint.newBuilder().setTimeUnixNano(time(i, good)).setAsInt(i));
    }
    return request.build();
  }

  private static ExportProfilesServiceRequest profiles(int good, int bad) {
    ExportProfilesServiceRequest.Builder request = ExportProfilesServiceRequest.newBuilder();
    request.setDictionary(
        ProfilesDictionary.newBuilder()
            .addStringTable("")
            .addStringTable("samples")
            .addStringTable("count")
            .addStackTable(Stack.getDefaultInstance()));
    var scope = request.addResourceProfilesBuilder().addScopeProfilesBuilder();
    for (int i = 0; i < good + bad; i++) {
      scope.addProfiles(
          Profile.newBuilder()
              .setTimeUnixNano(TIME)
              .setSampleType(ValueType.newBuilder().setTypeStrindex(1).setUnitStrindex(2))
              .addSamples(Sample.newBuilder().setStackIndex(i < good ? 0 : 7).addValues(i)));
    }
    return request.build();
  }
}
