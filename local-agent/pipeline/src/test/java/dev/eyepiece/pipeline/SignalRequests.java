package dev.eyepiece.pipeline;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.eyepiece.otlp.RequestDecoder;
import dev.eyepiece.telemetry.MalformedOtlpException;
import dev.eyepiece.telemetry.RecordBatch;
import dev.eyepiece.telemetry.Signal;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.profiles.v1development.ExportProfilesServiceRequest;
import java.util.Arrays;

/** Small requests of each signal that differ by a number. */
final class SignalRequests {
  private static final long START = 1_790_000_000_000_000_000L;

  private SignalRequests() {}

  /** A request of so many records; equal numbers give equal bytes. */
  static byte[] request(Signal signal, long number, int records) {
    return switch (signal) {
      case TRACES -> TestRequests.request(number, records);
      case LOGS -> logs(number, records).toByteArray();
      case METRICS -> metrics(number, records).toByteArray();
      case PROFILES -> profiles(number, records).toByteArray();
    };
  }

  private static Message logs(long number, int records) {
    ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
    var scope = request.addResourceLogsBuilder().addScopeLogsBuilder();
    for (int i = 0; i < records; i++) {
      scope
          .addLogRecordsBuilder()
          .setTimeUnixNano(START + i)
          .getBodyBuilder()
          .setStringValue(TestRequests.name(number));
    }
    return request.build();
  }

  private static Message metrics(long number, int records) {
    ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
    var metric = request.addResourceMetricsBuilder().addScopeMetricsBuilder().addMetricsBuilder();
    metric.setName(TestRequests.name(number));
    for (int i = 0; i < records; i++) {
      metric.getGaugeBuilder().addDataPointsBuilder().setTimeUnixNano(START + i).setAsInt(i);
    }
    return request.build();
  }

  private static Message profiles(long number, int records) {
    ExportProfilesServiceRequest.Builder request = ExportProfilesServiceRequest.newBuilder();
    request.getDictionaryBuilder().addStringTable("").addStringTable(TestRequests.name(number));
    var profile =
        request.addResourceProfilesBuilder().addScopeProfilesBuilder().addProfilesBuilder();
    profile.setTimeUnixNano(START).getSampleTypeBuilder().setTypeStrindex(1);
    for (int i = 0; i < records; i++) {
      profile.addSamplesBuilder().addValues(i);
    }
    return request.build();
  }

  /** A profile of which there is the original payload and no sample. */
  static byte[] originalAlone(String payload) {
    ExportProfilesServiceRequest.Builder request = ExportProfilesServiceRequest.newBuilder();
    request
        .addResourceProfilesBuilder()
        .addScopeProfilesBuilder()
        .addProfilesBuilder()
        .setTimeUnixNano(START)
        .setOriginalPayloadFormat("jfr")
        .setOriginalPayload(ByteString.copyFromUtf8(payload));
    return request.build().toByteArray();
  }

  static RecordBatch batch(RequestDecoder decoder, Signal signal, byte[] request) {
    try {
      return decoder.decode(signal, request, request.length).batch();
    } catch (MalformedOtlpException e) {
      throw new AssertionError(e);
    }
  }

  /** What makes two batches the same: signal, request and number of records. */
  static String key(RecordBatch batch) {
    byte[] request = Arrays.copyOf(batch.bytes(), batch.length());
    return batch.signal() + " " + batch.size() + " " + Arrays.hashCode(request);
  }
}
