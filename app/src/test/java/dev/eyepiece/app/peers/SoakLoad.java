package dev.eyepiece.app.peers;

import com.google.protobuf.ByteString;
import dev.eyepiece.net.GrpcBytes;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.profiles.v1development.ExportProfilesServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.profiles.v1development.Function;
import io.opentelemetry.proto.profiles.v1development.Line;
import io.opentelemetry.proto.profiles.v1development.Link;
import io.opentelemetry.proto.profiles.v1development.Location;
import io.opentelemetry.proto.profiles.v1development.Mapping;
import io.opentelemetry.proto.profiles.v1development.Profile;
import io.opentelemetry.proto.profiles.v1development.ProfilesDictionary;
import io.opentelemetry.proto.profiles.v1development.ResourceProfiles;
import io.opentelemetry.proto.profiles.v1development.Sample;
import io.opentelemetry.proto.profiles.v1development.ScopeProfiles;
import io.opentelemetry.proto.profiles.v1development.Stack;
import io.opentelemetry.proto.profiles.v1development.ValueType;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Telemetry of all signals at a steady pace over gRPC, as a handful of services would send it: ten
 * requests a second and signal, of records that are made as they are sent.
 */
final class SoakLoad {
  private static final int REQUESTS_A_SECOND = 10;
  private static final int SERVICES = 6;
  private static final String COLLECTOR = "opentelemetry.proto.collector.";

  /** Of a hundred records, how many are of which signal. */
  private static final int SPANS = 25;

  private static final int LOGS = 25;
  private static final int POINTS = 40;
  private static final int SAMPLES = 10;

  private final String address;
  private final int recordsASecond;
  private final int seconds;
  private final Map<String, AtomicLong> acknowledged = new LinkedHashMap<>();
  private final AtomicLong refused = new AtomicLong();

  SoakLoad(String address, int recordsASecond, int seconds) {
    this.address = address;
    this.recordsASecond = recordsASecond;
    this.seconds = seconds;
  }

  /** Makes the request of one moment with so many records. */
  private interface Maker {
    byte[] make(Random random, int records, long nowNanos);
  }

  /** Sends all of it and answers with how many records of each signal were acknowledged. */
  Map<String, AtomicLong> send() throws InterruptedException {
    List<Thread> senders =
        List.of(
            sender("traces", COLLECTOR + "trace.v1.TraceService", SPANS, SoakLoad::spans),
            sender("logs", COLLECTOR + "logs.v1.LogsService", LOGS, SoakLoad::logs),
            sender("metrics", COLLECTOR + "metrics.v1.MetricsService", POINTS, SoakLoad::points),
            sender(
                "profiles",
                COLLECTOR + "profiles.v1development.ProfilesService",
                SAMPLES,
                SoakLoad::samples));
    for (Thread sender : senders) {
      sender.join();
    }
    return acknowledged;
  }

  /** How often a sender was told to come again. */
  long refused() {
    return refused.get();
  }

  private Thread sender(String signal, String service, int percent, Maker maker) {
    AtomicLong count = new AtomicLong();
    acknowledged.put(signal, count);
    MethodDescriptor<byte[], byte[]> export = GrpcBytes.method(service, "Export");
    int records = recordsASecond * percent / 100 / REQUESTS_A_SECOND;
    return Thread.ofPlatform()
        .name("soak-" + signal)
        .start(() -> {
          Random random = new Random(percent);
          ManagedChannel channel = ManagedChannelBuilder.forTarget(address).usePlaintext().build();
          long began = System.nanoTime();
          for (int n = 0; n < seconds * REQUESTS_A_SECOND; n++) {
            LockSupport.parkNanos(
                began + n * 1_000_000_000L / REQUESTS_A_SECOND - System.nanoTime());
            send(
                channel,
                export,
                maker.make(random, records, System.currentTimeMillis() * 1_000_000));
            count.addAndGet(records);
          }
          channel.shutdownNow();
        });
  }

  private void send(ManagedChannel channel, MethodDescriptor<byte[], byte[]> export, byte[] body) {
    while (true) {
      try {
        ClientCalls.blockingUnaryCall(channel, export, CallOptions.DEFAULT, body);
        return;
      } catch (StatusRuntimeException e) {
        if (e.getStatus().getCode() != Status.Code.UNAVAILABLE) {
          throw e;
        }
        refused.incrementAndGet();
        LockSupport.parkNanos(100_000_000);
      }
    }
  }

  private static KeyValue text(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }

  private static KeyValue number(String key, long value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setIntValue(value))
        .build();
  }

  private static Resource service(Random random) {
    return Resource.newBuilder()
        .addAttributes(text("service.name", "service-" + random.nextInt(SERVICES)))
        .addAttributes(text("host.name", "host-1"))
        .build();
  }

  private static ByteString id(Random random, int bytes) {
    ByteBuffer id = ByteBuffer.allocate(bytes);
    while (id.hasRemaining()) {
      id.putLong(random.nextLong() | 1);
    }
    return ByteString.copyFrom(id.array());
  }

  private static byte[] spans(Random random, int records, long now) {
    ScopeSpans.Builder spans = ScopeSpans.newBuilder();
    ByteString trace = ByteString.EMPTY;
    ByteString parent = ByteString.EMPTY;
    for (int i = 0; i < records; i++) {
      if (i % 10 == 0) {
        trace = id(random, 16);
        parent = ByteString.EMPTY;
      }
      ByteString span = id(random, 8);
      long start = now - 50_000_000 + i % 10 * 1_000_000L;
      spans.addSpans(
          Span.newBuilder()
              .setTraceId(trace)
              .setSpanId(span)
              .setParentSpanId(parent)
              .setName("GET /orders/" + i % 7)
              .setKindValue(2 + i % 2)
              .setStartTimeUnixNano(start)
              .setEndTimeUnixNano(start + 1_000_000 + random.nextInt(40_000_000))
              .addAttributes(text("http.request.method", "GET"))
              .addAttributes(number("http.response.status_code", i % 97 == 0 ? 500 : 200))
              .addAttributes(text("url.path", "/orders/" + random.nextInt(100_000)))
              .addAttributes(text("user.id", "u" + random.nextInt(10_000)))
              .addAttributes(text("client.address", "10.0.0." + random.nextInt(256)))
              .addAttributes(number("n", i)));
      parent = span;
    }
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(
            ResourceSpans.newBuilder().setResource(service(random)).addScopeSpans(spans))
        .build()
        .toByteArray();
  }

  static byte[] logs(Random random, int records, long now) {
    ScopeLogs.Builder logs = ScopeLogs.newBuilder();
    for (int i = 0; i < records; i++) {
      logs.addLogRecords(
          LogRecord.newBuilder()
              .setTimeUnixNano(now + i)
              .setObservedTimeUnixNano(now + i)
              .setSeverityNumber(
                  i % 50 == 0
                      ? SeverityNumber.SEVERITY_NUMBER_ERROR
                      : SeverityNumber.SEVERITY_NUMBER_INFO)
              .setTraceId(id(random, 16))
              .setSpanId(id(random, 8))
              .setBody(
                  AnyValue.newBuilder()
                      .setStringValue(
                          "order "
                              + random.nextInt(1_000_000)
                              + " was paid by card after "
                              + random.nextInt(900)
                              + " ms and goes to the warehouse of the north"))
              .addAttributes(text("user.id", "u" + random.nextInt(10_000)))
              .addAttributes(text("thread.name", "pool-" + i % 8)));
    }
    return ExportLogsServiceRequest.newBuilder()
        .addResourceLogs(ResourceLogs.newBuilder().setResource(service(random)).addScopeLogs(logs))
        .build()
        .toByteArray();
  }

  static byte[] points(Random random, int records, long now) {
    Gauge.Builder gauge = Gauge.newBuilder();
    Sum.Builder sum =
        Sum.newBuilder()
            .setIsMonotonic(true)
            .setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
    for (int i = 0; i < records; i++) {
      NumberDataPoint.Builder point =
          NumberDataPoint.newBuilder()
              .setTimeUnixNano(now)
              .addAttributes(text("queue", "q" + i / 2 % 40))
              .addAttributes(number("shard", i / 80));
      if (i % 2 == 0) {
        gauge.addDataPoints(point.setAsDouble(random.nextDouble()));
      } else {
        sum.addDataPoints(point.setStartTimeUnixNano(1).setAsInt(now / 1_000_000 + i));
      }
    }
    return ExportMetricsServiceRequest.newBuilder()
        .addResourceMetrics(
            ResourceMetrics.newBuilder()
                .setResource(service(random))
                .addScopeMetrics(
                    ScopeMetrics.newBuilder()
                        .addMetrics(Metric.newBuilder().setName("queue.fill").setGauge(gauge))
                        .addMetrics(Metric.newBuilder().setName("queue.items").setSum(sum))))
        .build()
        .toByteArray();
  }

  private static byte[] samples(Random random, int records, long now) {
    int functions = 200;
    List<String> strings = new ArrayList<>(List.of("", "cpu", "nanoseconds"));
    ProfilesDictionary.Builder tables =
        ProfilesDictionary.newBuilder()
            .addMappingTable(Mapping.getDefaultInstance())
            .addLocationTable(Location.getDefaultInstance())
            .addFunctionTable(Function.getDefaultInstance())
            .addLinkTable(Link.getDefaultInstance())
            .addStackTable(Stack.getDefaultInstance());
    for (int i = 1; i <= functions; i++) {
      strings.add("function " + i);
      tables.addFunctionTable(Function.newBuilder().setNameStrindex(strings.size() - 1));
      tables.addLocationTable(
          Location.newBuilder().addLines(Line.newBuilder().setFunctionIndex(i)));
    }
    Profile.Builder profile =
        Profile.newBuilder()
            .setSampleType(ValueType.newBuilder().setTypeStrindex(1).setUnitStrindex(2))
            .setTimeUnixNano(now)
            .setProfileId(id(random, 16));
    for (int i = 1; i <= records; i++) {
      Stack.Builder stack = Stack.newBuilder();
      // The same few thousand call paths again and again, as programs have them.
      Random path = new Random(random.nextInt(3_000));
      for (int depth = 0; depth < 20; depth++) {
        stack.addLocationIndices(1 + path.nextInt(functions));
      }
      tables.addStackTable(stack);
      profile.addSamples(
          Sample.newBuilder().setStackIndex(i).addValues(10_000_000L + random.nextInt(1000)));
    }
    return ExportProfilesServiceRequest.newBuilder()
        .setDictionary(tables.addAllStringTable(strings))
        .addResourceProfiles(
            ResourceProfiles.newBuilder()
                .setResource(service(random))
                .addScopeProfiles(ScopeProfiles.newBuilder().addProfiles(profile)))
        .build()
        .toByteArray();
  }
}
