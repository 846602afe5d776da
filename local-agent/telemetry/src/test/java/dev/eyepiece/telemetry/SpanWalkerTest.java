package dev.eyepiece.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpanWalkerTest {
  private static final long SEED = Long.getLong("eyepiece.seed", 20261124L);

  private final SpanWalker walker = new SpanWalker(new SymbolTable());

  private static List<ResourceSpans> trees(SpanBatch batch) {
    List<ResourceSpans> trees = new ArrayList<>();
    for (int row = 0; row < batch.size(); row++) {
      trees.add(ProtoOracle.proto(SpanReader.read(batch, row)));
    }
    return trees;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void readsEveryFieldThatTheGeneratedClassesRead(boolean odd) throws Exception {
    TestTraces traces = new TestTraces(SEED, odd);
    for (int i = 0; i < 60; i++) {
      ExportTraceServiceRequest request = traces.request(1 + i * 3);
      byte[] bytes = request.toByteArray();
      SpanBatch batch = walker.walk(bytes, bytes.length);
      List<ResourceSpans> expected =
          ProtoOracle.single(request.getResourceSpansList()).stream()
              .map(ProtoOracle::normal)
              .toList();
      assertThat(trees(batch)).as("seed %s, request %s", SEED, i).isEqualTo(expected);
      assertColumns(batch);
    }
  }

  private static void assertColumns(SpanBatch batch) {
    for (int row = 0; row < batch.size(); row++) {
      Span span = SpanReader.read(batch, row).span();
      assertThat(batch.defects(row)).isZero();
      assertThat(batch.symbol(batch.name(row))).isEqualTo(span.name());
      assertThat(batch.durationNano(row)).isEqualTo(span.durationNano());
      assertThat(batch.eventCount(row)).isEqualTo(span.events().size());
      assertThat(batch.linkCount(row)).isEqualTo(span.links().size());
      assertThat(batch.utf8(batch.statusMessage(row))).isEqualTo(span.statusMessage());
      int from = batch.attributesFrom(row);
      assertThat(batch.attributesTo(row) - from).isEqualTo(span.attributes().size());
      for (int i = 0; i < span.attributes().size(); i++) {
        assertThat(batch.symbol(batch.attributeKey(from + i))).isEqualTo(span.attributes().key(i));
      }
    }
  }

  @Test
  void bordersOfBuffersMayFallAnywhere() throws Exception {
    byte[] bytes = new TestTraces(SEED, true).request(3).toByteArray();
    List<ResourceSpans> whole = trees(walker.walk(bytes.clone(), bytes.length));
    for (int cut = 0; cut <= bytes.length; cut++) {
      ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length - cut);
      direct.put(bytes, cut, bytes.length - cut).flip();
      SpanBatch batch =
          walker.walk(List.of(ByteBuffer.wrap(bytes, 0, cut).asReadOnlyBuffer(), direct));
      assertThat(trees(batch)).isEqualTo(whole);
    }
  }

  @Test
  void aCutRequestIsRefusedOrIsAWholeShorterOne() throws Exception {
    byte[] bytes = new TestTraces(SEED, true).request(4).toByteArray();
    for (int length = 0; length < bytes.length; length++) {
      agreesWithOracle(java.util.Arrays.copyOf(bytes, length));
    }
  }

  @Test
  void flippedBytesNeverDoMoreThanBeRefused() throws Exception {
    Random random = new Random(SEED);
    byte[] bytes = new TestTraces(SEED, true).request(8).toByteArray();
    for (int i = 0; i < 5_000; i++) {
      byte[] broken = bytes.clone();
      for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
        broken[random.nextInt(broken.length)] ^= (byte) (1 << random.nextInt(8));
      }
      agreesWithOracle(broken);
    }
  }

  /**
   * What the generated classes take as text in UTF-8, the walker takes; what it refuses has an
   * offset.
   */
  private void agreesWithOracle(byte[] bytes) throws Exception {
    int expected = oracleSpans(bytes);
    try {
      SpanBatch batch = walker.walk(bytes, bytes.length);
      if (expected >= 0) {
        assertThat(batch.size()).isEqualTo(expected);
      }
      trees(batch);
    } catch (MalformedOtlpException e) {
      assertThat(expected).as("%s", e.getMessage()).isNegative();
      assertThat(e.offset()).isBetween(0L, (long) bytes.length);
    }
  }

  /** Spans by the generated classes; -1 when they refuse the bytes or read a text as damaged. */
  private static int oracleSpans(byte[] bytes) {
    try {
      ExportTraceServiceRequest request = ExportTraceServiceRequest.parseFrom(bytes);
      if (request.toString().contains("unknown") || hasUnknownFields(request.toString())) {
        return -1;
      }
      return ProtoOracle.single(request.getResourceSpansList()).size();
    } catch (InvalidProtocolBufferException e) {
      return -1;
    }
  }

  /**
   * The text form prints fields that the schema does not know by number: a known field of another
   * type.
   */
  private static boolean hasUnknownFields(String text) {
    return text.lines().anyMatch(line -> line.strip().matches("\\d+(:| \\{).*"));
  }

  @Test
  void textThatIsNotUtf8IsReplacedAndCounted() throws Exception {
    byte[] bytes = new TestTraces(SEED, true).request(5).toByteArray();
    byte[] clean = bytes.clone();
    String text = new String(clean, java.nio.charset.StandardCharsets.ISO_8859_1);
    for (String part : List.of("service.name", "http.request.method", "shop.example", ".http")) {
      byte[] broken = bytes.clone();
      broken[text.indexOf(part) + 1] = (byte) 0xFF;
      SpanBatch batch = walker.walk(broken, broken.length);
      assertThat(batch.replacedText()).as(part).isPositive();
      assertThat(batch.size()).isEqualTo(walker.walk(clean.clone(), clean.length).size());
      assertThat(trees(batch).toString()).contains("\\357\\277\\275");
    }
  }

  @Test
  void fieldsThatCameTwiceAreMergedAsProtobufSays() throws Exception {
    io.opentelemetry.proto.common.v1.KeyValue one =
        io.opentelemetry.proto.common.v1.KeyValue.newBuilder()
            .setKey("k")
            .setValue(
                io.opentelemetry.proto.common.v1.AnyValue.newBuilder()
                    .setArrayValue(
                        io.opentelemetry.proto.common.v1.ArrayValue.newBuilder()
                            .addValues(
                                io.opentelemetry.proto.common.v1.AnyValue.newBuilder()
                                    .setIntValue(1))))
            .build();
    com.google.protobuf.ByteString twice =
        one.toByteString().concat(one.toBuilder().clearKey().build().toByteString());
    ExportTraceServiceRequest request = new TestTraces(SEED, false).request(1);
    byte[] span = request.getResourceSpans(0).getScopeSpans(0).getSpans(0).toByteArray();
    java.io.ByteArrayOutputStream changed = new java.io.ByteArrayOutputStream();
    changed.writeBytes(span);
    changed.write((9 << 3) | 2);
    changed.write(twice.size());
    changed.writeBytes(twice.toByteArray());
    byte[] scope = wrap(2, changed.toByteArray());
    byte[] bytes = wrap(1, wrap(2, scope));
    SpanBatch batch = walker.walk(bytes, bytes.length);
    List<ResourceSpans> expected =
        ProtoOracle.single(ExportTraceServiceRequest.parseFrom(bytes).getResourceSpansList());
    assertThat(trees(batch).get(0).getScopeSpans(0).getSpans(0))
        .isEqualTo(expected.get(0).getScopeSpans(0).getSpans(0));
  }

  private static byte[] wrap(int field, byte[] content) throws java.io.IOException {
    java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
    com.google.protobuf.CodedOutputStream coded =
        com.google.protobuf.CodedOutputStream.newInstance(out);
    coded.writeByteArray(field, content);
    coded.flush();
    return out.toByteArray();
  }

  @Test
  void valuesNestedTooDeepAreRefusedAndDoNotOverflow() throws Exception {
    byte[] value = {8, 1};
    for (int i = 0; i < 10_000; i++) {
      value = wrap(5, wrap(1, value));
    }
    byte[] bytes = wrap(1, wrap(2, wrap(2, wrap(9, wrap(2, value)))));
    assertThatThrownBy(() -> walker.walk(bytes, bytes.length))
        .isInstanceOf(MalformedOtlpException.class)
        .hasMessageContaining("nested deeper than the 100 levels");
  }

  @Test
  void errorsNameWhatWhereAndWhatWasExpected() {
    assertThatThrownBy(() -> walker.walk(new byte[] {10, 5, 1}, 3))
        .hasMessage("length 5 where at most 1 bytes are left (at byte 1)");
    assertThatThrownBy(() -> walker.walk(new byte[] {8, 1}, 2))
        .hasMessageContaining("resource group has wire type 0 where 2 was expected");
    assertThatThrownBy(() -> walker.walk(new byte[] {0, 1}, 2))
        .hasMessageContaining("field number 0");
    byte[] negative = {10, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1};
    assertThatThrownBy(() -> walker.walk(negative, negative.length))
        .hasMessageContaining("length 18446744073709551615");
  }

  @Test
  void idsOfAWrongLengthMarkTheSpanAlone() throws Exception {
    ExportTraceServiceRequest.Builder request = new TestTraces(SEED, false).request(6).toBuilder();
    request
        .getResourceSpansBuilder(0)
        .getScopeSpansBuilder(0)
        .getSpansBuilder(0)
        .setTraceId(com.google.protobuf.ByteString.copyFromUtf8("short"))
        .clearSpanId();
    byte[] bytes = request.build().toByteArray();
    SpanBatch batch = walker.walk(bytes, bytes.length);
    assertThat(batch.defects(0)).isEqualTo(Defects.TRACE_ID | Defects.SPAN_ID);
    BitSet bad = new BitSet();
    bad.set(0);
    SpanBatch rest = batch.without(bad);
    assertThat(rest.size()).isEqualTo(batch.size() - 1);
    assertThat(trees(rest)).isEqualTo(trees(batch).subList(1, batch.size()));
    assertColumns(rest);
  }

  @Test
  void keysBeyondTheSharedTableStillRead() throws Exception {
    SymbolTable table = new SymbolTable();
    byte[] text = new byte[4];
    for (int i = 0; i < SymbolTable.MAX_SYMBOLS; i++) {
      LittleEndian.INT.set(text, 0, i);
      table.intern(text, 0, 4);
    }
    byte[] bytes = new TestTraces(SEED, false).request(40).toByteArray();
    SpanBatch batch = new SpanWalker(table).walk(bytes, bytes.length);
    assertThat(table.sharedSize()).isEqualTo(SymbolTable.MAX_SYMBOLS);
    assertColumns(batch);
  }

  @Test
  void walkingLeavesNoGarbageBesideTheBatch() throws Exception {
    byte[] bytes = new TestTraces(SEED, false).request(2000).toByteArray();
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
    long batches = 0;
    long allocated = 0;
    for (int i = 0; i < 200; i++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      SpanBatch batch = walker.walk(bytes, bytes.length);
      if (i >= 100) {
        allocated += threads.getCurrentThreadAllocatedBytes() - before;
        batches += batch.retainedBytes() - bytes.length;
      }
    }
    assertThat(allocated).isLessThan(batches * 5 / 2 + 100 * 20_000);
  }
}
