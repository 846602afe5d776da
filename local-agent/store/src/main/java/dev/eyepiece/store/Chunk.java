package dev.eyepiece.store;

import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.Attributes;
import dev.eyepiece.telemetry.Resource;
import dev.eyepiece.telemetry.SpanBatch;
import dev.eyepiece.telemetry.SpanEvent;
import dev.eyepiece.telemetry.SpanReader;
import dev.eyepiece.telemetry.Utf8;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
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
  private final Map<String, FieldVector> vectors = new HashMap<>();
  private final JsonText text = new JsonText();
  private final JsonText rest = new JsonText();
  private final VarCharVector[] promoted;

  /** For a symbol of a key the index of its column. */
  private int[] columnOf = new int[256];

  private int row;

  Chunk(BufferAllocator allocator, List<SpanBatch> batches) {
    root = VectorSchemaRoot.create(SpanSchema.ARROW, allocator);
    lastId = batches.getLast().id();
    root.getFieldVectors().forEach(vector -> vectors.put(vector.getName(), vector));
    promoted =
        Promoted.COLUMNS.values().stream()
            .map(column -> (VarCharVector) vector(column))
            .toArray(VarCharVector[]::new);
    Arrays.fill(columnOf, UNKNOWN);
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

  private FieldVector vector(String name) {
    FieldVector vector = vectors.get(name);
    if (vector == null) {
      throw new IllegalStateException("no column " + name);
    }
    return vector;
  }

  private void number(String column, long value) {
    ((BigIntVector) vector(column)).setSafe(row, value);
  }

  private void small(String column, int value) {
    ((IntVector) vector(column)).setSafe(row, value);
  }

  private void bytes(String column, byte[] source, int offset, int length) {
    ((VarCharVector) vector(column)).setSafe(row, source, offset, length);
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

  private void addSpan(SpanBatch batch, int i, byte[] resource, byte[] service, byte[] scope) {
    number("trace_hi", batch.traceIdHigh(i));
    number("trace_lo", batch.traceIdLow(i));
    number("span_id", batch.spanId(i));
    number("parent_id", batch.parentSpanId(i));
    number("start_ns", batch.startUnixNano(i));
    number("end_ns", batch.endUnixNano(i));
    number("batch_id", batch.id());
    small("kind", batch.kind(i));
    small("status", batch.statusCode(i));
    small("event_count", batch.eventCount(i));
    small("link_count", batch.linkCount(i));
    small("place", batch.spanOffset(i));
    byte[] name = batch.symbol(batch.name(i)).toBytes();
    bytes("name", name, 0, name.length);
    bytes("service", service, 0, service.length);
    bytes("scope", scope, 0, scope.length);
    bytes("resource", resource, 0, resource.length);
    long message = batch.statusMessage(i);
    bytes(
        "status_message",
        batch.bytes(),
        SpanBatch.sliceOffset(message),
        SpanBatch.sliceLength(message));
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
    bytes("event_text", text.bytes, 0, text.length);
  }

  private void attributes(SpanBatch batch, int i) {
    rest.clear();
    for (int a = batch.attributesFrom(i); a < batch.attributesTo(i); a++) {
      int column = column(batch, batch.attributeKey(a));
      if (column >= 0 && promoted[column].isNull(row)) {
        text.clear();
        text.text(batch, a);
        promoted[column].setSafe(row, text.bytes, 0, text.length);
      } else {
        rest.put(rest.length == 0 ? '{' : ',');
        rest.quoted(batch.symbol(batch.attributeKey(a)));
        rest.put(':');
        rest.value(batch, a);
      }
    }
    if (rest.length > 0) {
      rest.put('}');
      bytes("attrs", rest.bytes, 0, rest.length);
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
