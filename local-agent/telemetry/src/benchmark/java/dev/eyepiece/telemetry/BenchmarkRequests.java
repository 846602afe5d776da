package dev.eyepiece.telemetry;

import com.google.protobuf.Message;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.profiles.v1development.ExportProfilesServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.Random;

/** Requests of one size for each signal: what senders of a shop would send, from a seed. */
final class BenchmarkRequests {
  private static final long TIME = 1_790_000_000_000_000_000L;

  private final Random random;

  BenchmarkRequests(long seed) {
    random = new Random(seed);
  }

  byte[] request(Signal signal, int records) {
    Message request =
        switch (signal) {
          case TRACES -> new TestTraces(random.nextLong(), false).request(records);
          case LOGS -> logs(records);
          case METRICS -> metrics(records);
          case PROFILES -> profiles(records);
        };
    return request.toByteArray();
  }

  private static KeyValue text(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }

  /** A line of about 120 bytes and four attributes. */
  private ExportLogsServiceRequest logs(int records) {
    ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
    var group = request.addResourceLogsBuilder();
    group.getResourceBuilder().addAttributes(text("service.name", "checkout"));
    var scope = group.addScopeLogsBuilder();
    for (int i = 0; i < records; i++) {
      String line =
          "order " + random.nextInt(1_000_000) + " of customer " + random.nextInt(100_000);
      scope
          .addLogRecordsBuilder()
          .setTimeUnixNano(TIME + i)
          .setObservedTimeUnixNano(TIME + i + 5)
          .setSeverityNumberValue(9)
          .setSeverityText("INFO")
          .addAttributes(text("thread.name", "worker-" + random.nextInt(8)))
          .addAttributes(text("code.function.name", "dev.shop.Orders.place"))
          .addAttributes(text("order.id", Long.toHexString(random.nextLong())))
          .addAttributes(text("region", "eu-central"))
          .getBodyBuilder()
          .setStringValue(line + " was placed and is waiting for its payment to be confirmed now");
    }
    return request.build();
  }

  /** Gauges of 64 points with three attributes. */
  private ExportMetricsServiceRequest metrics(int records) {
    ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
    var group = request.addResourceMetricsBuilder();
    group.getResourceBuilder().addAttributes(text("service.name", "checkout"));
    var scope = group.addScopeMetricsBuilder();
    for (int i = 0; i < records; i += 64) {
      var metric = scope.addMetricsBuilder().setName("queue.size." + i).setUnit("{order}");
      for (int j = i; j < Math.min(records, i + 64); j++) {
        metric
            .getGaugeBuilder()
            .addDataPointsBuilder()
            .setTimeUnixNano(TIME + j)
            .setAsDouble(random.nextDouble())
            .addAttributes(text("queue", "queue-" + j % 64))
            .addAttributes(text("region", "eu-central"))
            .addAttributes(text("host.name", "host-" + j % 4));
      }
    }
    return request.build();
  }

  /** One profile over 200 stacks of 30 frames. */
  private ExportProfilesServiceRequest profiles(int records) {
    ExportProfilesServiceRequest.Builder request = ExportProfilesServiceRequest.newBuilder();
    var dictionary = request.getDictionaryBuilder().addStringTable("");
    dictionary.addFunctionTableBuilder();
    dictionary.addLocationTableBuilder();
    dictionary.addStackTableBuilder();
    for (int i = 1; i <= 500; i++) {
      dictionary.addStringTable("dev.shop.orders.Handler.method" + i);
      dictionary.addFunctionTableBuilder().setNameStrindex(i);
      dictionary.addLocationTableBuilder().addLinesBuilder().setFunctionIndex(i).setLine(i);
    }
    for (int i = 1; i <= 200; i++) {
      var stack = dictionary.addStackTableBuilder();
      for (int frame = 0; frame < 30; frame++) {
        stack.addLocationIndices(1 + random.nextInt(500));
      }
    }
    var group = request.addResourceProfilesBuilder();
    group.getResourceBuilder().addAttributes(text("service.name", "checkout"));
    var profile = group.addScopeProfilesBuilder().addProfilesBuilder().setTimeUnixNano(TIME);
    for (int i = 0; i < records; i++) {
      profile
          .addSamplesBuilder()
          .setStackIndex(1 + random.nextInt(200))
          .addTimestampsUnixNano(TIME + i);
    }
    return request.build();
  }
}
