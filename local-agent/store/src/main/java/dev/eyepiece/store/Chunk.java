package dev.eyepiece.store;

import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.Attributes;
import dev.eyepiece.telemetry.Resource;
import dev.eyepiece.telemetry.SpanBatch;
import dev.eyepiece.telemetry.SpanEvent;
import dev.eyepiece.telemetry.SpanReader;
import dev.eyepiece.telemetry.Utf8;
import dev.eyepiece.telemetry.ValueType;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/**
 * Some batches as Arrow vectors: built once, read by every query until they are sealed, and by the
 * seal.
 */
final class Chunk implements AutoCloseable {
  private static final int NOT_PROMOTED = -1;
  private static final int UNKNOWN = -2;

  private final VectorSchemaRoot root;
  private final long lastId;
  private final JsonText text = new JsonText();
  private final JsonText rest = new JsonText();
  private final VarCharVector[] promoted;
  private final BigIntVector traceHigh;
  private final BigIntVector traceLow;
  private final BigIntVector spanId;
  private final BigIntVector parentId;
  private final BigIntVector start;
  private final BigIntVector end;
  private final BigIntVector batchId;
  private final IntVector kind;
  private final IntVector status;
  private final IntVector eventCount;
  private final IntVector linkCount;
  private final IntVector place;
  private final VarCharVector name;
  private final VarCharVector service;
  private final VarCharVector scope;
  private final VarCharVector statusMessage;
  private final VarCharVector eventText;
  private final VarCharVector attrs;
  private final VarCharVector resource;

  /** For a symbol of a key the index of its column. */
  private int[] columnOf = new int[256];

  private int row;

  Chunk(BufferAllocator allocator, List<SpanBatch> batches) {
    root = VectorSchemaRoot.create(SpanSchema.ARROW, allocator);
    lastId = batches.getLast().id();
    promoted = Promoted.COLUMNS.values().stream().map(this::text).toArray(VarCharVector[]::new);
    Arrays.fill(columnOf, UNKNOWN);
    traceHigh = number("trace_hi");
    traceLow = number("trace_lo");
    spanId = number("span_id");
    parentId = number("parent_id");
    start = number("start_ns");
    end = number("end_ns");
    batchId = number("batch_id");
    kind = small("kind");
    status = small("status");
    eventCount = small("event_count");
    linkCount = small("link_count");
    place = small("place");
    name = text("name");
    service = text("service");
    scope = text("scope");
    statusMessage = text("status_message");
    eventText = text("event_text");
    attrs = text("attrs");
    resource = text("resource");
    int rows = batches.stream().mapToInt(SpanBatch::size).sum();
    try {
      root.getFieldVectors().forEach(vector -> vector.setInitialCapacity(rows));
      root.allocateNew();
      batches.forEach(this::add);
      root.setRowCount(row);
    } catch (RuntimeException | Error e) {
      root.close();
      throw e;
    }
  }

  VectorSchemaRoot root() {
    return root;
  }

  /** The id of the newest batch in it. */
  long lastId() {
    return lastId;
  }

  private BigIntVector number(String column) {
    return (BigIntVector) root.getVector(column);
  }

  private IntVector small(String column) {
    return (IntVector) root.getVector(column);
  }

  private VarCharVector text(String column) {
    return (VarCharVector) root.getVector(column);
  }

  private void add(SpanBatch batch) {
    byte[][] resources = new byte[batch.resources().size()][];
    byte[][] services = new byte[resources.length][];
    for (int i = 0; i < resources.length; i++) {
      Resource resource = batch.resources().get(i);
      text.clear();
      text.attributes(resource.attributes());
      resources[i] = Arrays.copyOf(text.bytes, text.length);
      Utf8 service = resource.serviceName();
      services[i] = service == null ? new byte[0] : service.toBytes();
    }
    byte[][] scopes = new byte[batch.scopes().size()][];
    for (int i = 0; i < scopes.length; i++) {
      scopes[i] = batch.scopes().get(i).name().toBytes();
    }
    for (int i = 0; i < batch.size(); i++) {
      addSpan(
          batch,
          i,
          resources[batch.resource(i)],
          services[batch.resource(i)],
          scopes[batch.scope(i)]);
      row++;
    }
  }

  private void addSpan(
      SpanBatch batch, int i, byte[] ofResource, byte[] ofService, byte[] ofScope) {
    traceHigh.setSafe(row, batch.traceIdHigh(i));
    traceLow.setSafe(row, batch.traceIdLow(i));
    spanId.setSafe(row, batch.spanId(i));
    parentId.setSafe(row, batch.parentSpanId(i));
    start.setSafe(row, batch.startUnixNano(i));
    end.setSafe(row, batch.endUnixNano(i));
    batchId.setSafe(row, batch.id());
    kind.setSafe(row, batch.kind(i));
    status.setSafe(row, batch.statusCode(i));
    eventCount.setSafe(row, batch.eventCount(i));
    linkCount.setSafe(row, batch.linkCount(i));
    place.setSafe(row, batch.spanOffset(i));
    byte[] ofName = batch.symbol(batch.name(i)).toBytes();
    name.setSafe(row, ofName);
    service.setSafe(row, ofService);
    scope.setSafe(row, ofScope);
    resource.setSafe(row, ofResource);
    long message = batch.statusMessage(i);
    statusMessage.setSafe(
        row, batch.bytes(), SpanBatch.sliceOffset(message), SpanBatch.sliceLength(message));
    if (batch.eventCount(i) > 0) {
      events(SpanReader.read(batch, i).span().events());
    }
    attributes(batch, i);
  }

  private void events(List<SpanEvent> events) {
    text.clear();
    for (SpanEvent event : events) {
      text.put(event.name().toString());
      text.put('\n');
      Attributes attributes = event.attributes();
      for (int i = 0; i < attributes.size(); i++) {
        if (attributes.value(i) instanceof AnyValue.Text value) {
          text.put(value.value().toString());
          text.put('\n');
        }
      }
    }
    eventText.setSafe(row, text.bytes, 0, text.length);
  }

  private void attributes(SpanBatch batch, int i) {
    rest.clear();
    for (int a = batch.attributesFrom(i); a < batch.attributesTo(i); a++) {
      int column = column(batch, batch.attributeKey(a));
      if (column >= 0 && promoted[column].isNull(row)) {
        promote(batch, a, promoted[column]);
      } else {
        rest.put(rest.length == 0 ? '{' : ',');
        rest.quoted(batch.symbol(batch.attributeKey(a)));
        rest.put(':');
        rest.value(batch, a);
      }
    }
    if (rest.length > 0) {
      rest.put('}');
      attrs.setSafe(row, rest.bytes, 0, rest.length);
    }
  }

  private void promote(SpanBatch batch, int attribute, VarCharVector into) {
    if (batch.attributeType(attribute) == ValueType.TEXT) {
      long slice = batch.attributeBits(attribute);
      into.setSafe(row, batch.bytes(), SpanBatch.sliceOffset(slice), SpanBatch.sliceLength(slice));
    } else {
      text.clear();
      text.text(batch, attribute);
      into.setSafe(row, text.bytes, 0, text.length);
    }
  }

  private int column(SpanBatch batch, int symbol) {
    if (symbol < 0) {
      return NOT_PROMOTED;
    }
    if (symbol >= columnOf.length) {
      int before = columnOf.length;
      columnOf = Arrays.copyOf(columnOf, Math.max(symbol + 1, before * 2));
      Arrays.fill(columnOf, before, columnOf.length, UNKNOWN);
    }
    int column = columnOf[symbol];
    if (column == UNKNOWN) {
      String key = batch.symbol(symbol).toString();
      column =
          Promoted.COLUMNS.containsKey(key)
              ? List.copyOf(Promoted.COLUMNS.keySet()).indexOf(key)
              : NOT_PROMOTED;
      columnOf[symbol] = column;
    }
    return column;
  }

  @Override
  public void close() {
    root.close();
  }
}
