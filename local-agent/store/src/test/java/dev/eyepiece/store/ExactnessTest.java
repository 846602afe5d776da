package dev.eyepiece.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import dev.eyepiece.telemetry.ProtoOracle;
import dev.eyepiece.telemetry.SpanBatch;
import dev.eyepiece.telemetry.SpanWalker;
import dev.eyepiece.telemetry.SymbolTable;
import dev.eyepiece.telemetry.TestTraces;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a span holds comes out of a window as it came in: property tests, from a seed. */
class ExactnessTest {
  private static final long SEED = Long.getLong("eyepiece.seed", 20261125L);

  @TempDir Path folder;
  private final Random random = new Random(SEED);
  private final SymbolTable symbols = new SymbolTable();
  private long spanIds = 1;

  private AnyValue value(int depth) {
    AnyValue.Builder value = AnyValue.newBuilder();
    return switch (random.nextInt(depth > 0 ? 10 : 7)) {
      case 0 -> value.build();
      case 1 -> value.setBoolValue(random.nextBoolean()).build();
      case 2 -> value.setIntValue(integer()).build();
      case 3 -> value.setDoubleValue(real()).build();
      case 4 -> value.setBytesValue(bytes(random.nextInt(20))).build();
      case 5, 6 -> value.setStringValue(text()).build();
      case 7 -> {
        ArrayValue.Builder array = ArrayValue.newBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
          array.addValues(value(depth - 1));
        }
        yield value.setArrayValue(array).build();
      }
      default -> {
        KeyValueList.Builder map = KeyValueList.newBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
          map.addValues(KeyValue.newBuilder().setKey(text()).setValue(value(depth - 1)));
        }
        yield value.setKvlistValue(map).build();
      }
    };
  }

  private long integer() {
    return switch (random.nextInt(5)) {
      case 0 -> Long.MIN_VALUE;
      case 1 -> Long.MAX_VALUE;
      case 2 -> -random.nextInt(1000);
      case 3 -> random.nextLong();
      default -> random.nextInt(1000);
    };
  }

  private double real() {
    return switch (random.nextInt(8)) {
      case 0 -> Double.NaN;
      case 1 -> Double.longBitsToDouble(0x7FF8_0000_0000_0001L | random.nextInt(1000));
      case 2 -> -0.0;
      case 3 -> Double.NEGATIVE_INFINITY;
      case 4 -> Double.MIN_VALUE;
      case 5 -> random.nextInt(100);
      default -> random.nextGaussian() * Math.pow(10, random.nextInt(300) - 150);
    };
  }

  private String text() {
    return switch (random.nextInt(9)) {
      case 0 -> "";
      case 1 -> "separators \u001F and \u001E inside";
      case 2 -> "null \u0000 and '\"\\ quotes";
      case 3 -> "größe 測定 🔭";
      case 4 -> "x".repeat(random.nextInt(3000));
      case 5 -> "true";
      default -> "text " + random.nextInt(40);
    };
  }

  private ByteString bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return ByteString.copyFrom(bytes);
  }

  private UnknownFieldSet unknown() {
    return UnknownFieldSet.newBuilder()
        .addField(
            900 + random.nextInt(3),
            UnknownFieldSet.Field.newBuilder()
                .addVarint(random.nextInt(1000))
                .addLengthDelimited(bytes(5))
                .build())
        .build();
  }

  /** Few keys, so that types of one key differ, some of which have columns by convention. */
  private String key() {
    String[] keys = {
      "http.route", "user.id", "server.port", "a", "b", "c", "", "ä\u001Fö", "d\u0000"
    };
    int at = random.nextInt(keys.length + 3);
    return at < keys.length ? keys[at] : "some.key." + random.nextInt(400);
  }

  private Span span() {
    Span.Builder span =
        Span.newBuilder()
            .setTraceId(bytes(15).concat(ByteString.copyFrom(new byte[] {1})))
            .setSpanId(id(spanIds++))
            .setName(text())
            .setKindValue(random.nextInt(4) == 0 ? random.nextInt() : random.nextInt(6))
            .setStartTimeUnixNano(1_790_000_000_000_000_000L + random.nextInt(1_000_000))
            .setEndTimeUnixNano(1_790_000_001_000_000_000L + random.nextInt(1_000_000))
            .setFlags(random.nextInt(3) == 0 ? random.nextInt() : 0x101);
    if (random.nextBoolean()) {
      span.setParentSpanId(id(1 + random.nextInt(1000)));
    }
    for (int i = random.nextInt(10); i > 0; i--) {
      KeyValue.Builder attribute = KeyValue.newBuilder().setKey(key()).setValue(value(3));
      if (random.nextInt(60) == 0) {
        attribute.setUnknownFields(unknown());
      }
      span.addAttributes(attribute);
    }
    if (random.nextInt(4) == 0) {
      Status.Builder status =
          Status.newBuilder().setCodeValue(1 + random.nextInt(4)).setMessage(text());
      if (random.nextInt(10) == 0) {
        status.setUnknownFields(unknown());
      }
      span.setStatus(status);
    }
    around(span);
    return span.build();
  }

  private void around(Span.Builder span) {
    for (int i = random.nextInt(3); i > 0; i--) {
      Span.Event.Builder event =
          Span.Event.newBuilder().setTimeUnixNano(random.nextLong()).setName(text());
      event.addAttributes(KeyValue.newBuilder().setKey(key()).setValue(value(2)));
      if (random.nextInt(10) == 0) {
        event.setUnknownFields(unknown());
      }
      span.addEvents(event.setDroppedAttributesCount(random.nextInt(3) - 1));
    }
    for (int i = random.nextInt(2); i > 0; i--) {
      span.addLinks(
          Span.Link.newBuilder()
              .setTraceId(bytes(16))
              .setSpanId(bytes(8))
              .setTraceState(text())
              .setFlags(random.nextInt())
              .addAttributes(KeyValue.newBuilder().setKey(key()).setValue(value(1))));
    }
    if (random.nextInt(5) == 0) {
      span.setTraceState(text()).setDroppedAttributesCount(random.nextInt());
      span.setDroppedEventsCount(random.nextInt(3)).setDroppedLinksCount(random.nextInt());
    }
    if (random.nextInt(20) == 0) {
      span.setUnknownFields(unknown());
    }
  }

  private static ByteString id(long number) {
    byte[] bytes = new byte[8];
    for (int i = 0; i < 8; i++) {
      bytes[i] = (byte) (number >>> (56 - 8 * i));
    }
    return ByteString.copyFrom(bytes);
  }

  private List<SpanBatch> batches(int count, Map<ByteString, Span> sent) throws Exception {
    List<SpanBatch> batches = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ScopeSpans.Builder scope = ScopeSpans.newBuilder().setSchemaUrl(text());
      scope
          .getScopeBuilder()
          .setName(text())
          .addAttributes(KeyValue.newBuilder().setKey(key()).setValue(value(1)));
      for (int s = random.nextInt(60); s >= 0; s--) {
        Span span = span();
        sent.put(span.getSpanId(), span);
        scope.addSpans(span);
      }
      byte[] bytes =
          ExportTraceServiceRequest.newBuilder()
              .addResourceSpans(ResourceSpans.newBuilder().addScopeSpans(scope))
              .build()
              .toByteArray();
      batches.add(
          new SpanWalker(symbols).walk(bytes, bytes.length).withId(100 + i, 1_790_000_000L + i));
    }
    return batches;
  }

  /** Spans as the window's columns give them, encoded and parsed by the generated classes. */
  private static Map<ByteString, Span> encoded(DuckDbStore store) throws Exception {
    Map<ByteString, Span> found = new HashMap<>();
    Windowed.encoded(
        store,
        SignalTable.SPANS,
        new SpanAssembler(),
        (batchId, row, bytes) -> {
          try {
            Span span = Span.parseFrom(bytes);
            assertThat(found.put(span.getSpanId(), span)).isNull();
          } catch (com.google.protobuf.InvalidProtocolBufferException e) {
            throw new AssertionError(e);
          }
        });
    return found;
  }

  @Test
  void everyFieldOfAnySpanComesOutAsItCameIn() throws Exception {
    Map<ByteString, Span> sent = new HashMap<>();
    List<SpanBatch> batches = batches(150, sent);
    try (DuckDbStore store = DuckDbStore.open(StoreConfig.of(folder))) {
      for (int i = 0; i < batches.size(); i += 30) {
        store.seal(batches.subList(i, i + 30));
      }
      assertSame(sent, encoded(store));
    }
    try (DuckDbStore store = DuckDbStore.open(StoreConfig.of(folder))) {
      assertSame(sent, encoded(store));
    }
  }

  /** Enough rows that DuckDB compresses each kind of column, in a checkpoint. */
  @Test
  void compressedColumnsKeepEveryBit() throws Exception {
    TestTraces traces = new TestTraces(SEED, true);
    List<SpanBatch> batches = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      batches.add(traces.batch(500, symbols).withId(i, i));
    }
    List<ResourceSpans> expected = DuckDbStoreTest.protos(batches);
    try (DuckDbStore store = DuckDbStore.open(StoreConfig.of(folder))) {
      store.seal(batches);
    }
    try (DuckDbStore store = DuckDbStore.open(StoreConfig.of(folder));
        TelemetrySnapshot snapshot = store.snapshot(List.of())) {
      List<ResourceSpans> found = new ArrayList<>();
      snapshot.spans(
          Search.All.INSTANCE, TimeRange.ALL, 0, record -> found.add(ProtoOracle.proto(record)));
      found.sort(java.util.Comparator.comparing(DuckDbStoreTest::key));
      assertThat(found).as("seed %s", SEED).isEqualTo(expected);
    }
  }

  private static void assertSame(Map<ByteString, Span> sent, Map<ByteString, Span> found) {
    assertThat(found.keySet()).as("seed %s", SEED).isEqualTo(sent.keySet());
    sent.forEach((id, span) -> assertThat(found.get(id)).as("seed %s", SEED).isEqualTo(span));
  }
}
