package dev.eyepiece.store;

import dev.eyepiece.telemetry.SpanBatch;
import dev.eyepiece.telemetry.Utf8;
import dev.eyepiece.telemetry.ValueType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/** Makes chunks; keeps its arrays from one to the next. For one thread. */
final class ChunkBuilder {
  private final List<Cells> cells = new ArrayList<>();
  private final Map<String, Cells> fixed = new HashMap<>();
  private final Cells.Longs traceHigh = longs("trace_hi");
  private final Cells.Longs traceLow = longs("trace_lo");
  private final Cells.Longs spanId = longs("span_id");
  private final Cells.Longs parentId = longs("parent_id");
  private final Cells.Longs start = longs("start_ns");
  private final Cells.Longs end = longs("end_ns");
  private final Cells.Longs batchId = longs("batch_id");
  private final Cells.Ints rowNumber = ints("row_no");
  private final Cells.Ints kind = ints("kind");
  private final Cells.Ints status = ints("status");
  private final Cells.Ints flags = ints("flags");
  private final Cells.Ints eventCount = ints("event_count");
  private final Cells.Ints linkCount = ints("link_count");
  private final Cells.Ints resource = ints("resource");
  private final Cells.Ints scope = ints("scope");
  private final Cells.Ints shape = ints("shape");
  private final Cells.Texts name = texts("name");
  private final Cells.Texts service = texts("service");
  private final Cells.Texts statusMessage = texts("status_message");
  private final Cells.Texts eventText = texts("event_text");
  private final Cells.Texts rest = texts("rest");
  private final Cells.Texts tail = texts("tail");

  private final Headers headers = new Headers();
  private final KeyCounts counts = new KeyCounts();
  private final Tails tails = new Tails();
  private final JsonText text = new JsonText();
  private final TraceOrder order = new TraceOrder();
  private byte[] scratch = new byte[256];
  private Cells[] attributes = new Cells[0];
  private @Nullable ShapePlans plans;
  private int freeRows;

  /** Whether the row has a value that is in no column, be it an empty text. */
  private boolean hasOthers;

  ChunkBuilder() {
    SpanSchema.FIXED.forEach(column -> cells.add(fixed.get(column)));
  }

  private Cells.Longs longs(String column) {
    Cells.Longs made = new Cells.Longs();
    fixed.put(column, made);
    return made;
  }

  private Cells.Ints ints(String column) {
    Cells.Ints made = new Cells.Ints();
    fixed.put(column, made);
    return made;
  }

  private Cells.Texts texts(String column) {
    Cells.Texts made = new Cells.Texts();
    fixed.put(column, made);
    return made;
  }

  /** What the spans of one batch share. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Shared(SpanBatch batch, int[] resources, byte[][] services, int[] scopes) {}

  /** A chunk of some batches, whose ids grow, in the terms of a dictionary. */
  Chunk build(BufferAllocator allocator, Dictionary dictionary, List<SpanBatch> batches) {
    order.sort(batches);
    int rows = order.rows();
    counts.learn(dictionary, batches, rows);
    ShapePlans planned = plans;
    if (planned == null || !planned.isFor(dictionary)) {
      planned = new ShapePlans(dictionary);
      plans = planned;
    }
    prepare(planned.columns(), rows);
    List<Shared> shared = batches.stream().map(batch -> shared(batch, dictionary)).toList();
    freeRows = 0;
    for (int at = 0; at < rows; at++) {
      add(at, shared.get(order.batch(at)), order.row(at), planned);
    }
    return chunk(allocator, dictionary, planned.columns(), batches, rows);
  }

  private void prepare(List<Dictionary.Column> columns, int rows) {
    int first = SpanSchema.FIXED.size();
    while (cells.size() > first + columns.size()) {
      cells.removeLast();
    }
    for (int i = 0; i < columns.size(); i++) {
      byte type = columns.get(i).type();
      if (first + i == cells.size()) {
        cells.add(cells(type));
      } else if (!cells.get(first + i).getClass().equals(cells(type).getClass())) {
        cells.set(first + i, cells(type));
      }
    }
    attributes = cells.subList(first, cells.size()).toArray(Cells[]::new);
    cells.forEach(column -> column.reset(rows));
  }

  private static Cells cells(byte type) {
    return switch (type) {
      case ValueType.INT, ValueType.REAL -> new Cells.Longs();
      case ValueType.BOOL -> new Cells.Bits();
      default -> new Cells.Texts();
    };
  }

  private Shared shared(SpanBatch batch, Dictionary dictionary) {
    Headers.OfBatch found = headers.of(batch);
    int[] resources = found.resources().stream().mapToInt(dictionary::resource).toArray();
    int[] scopes = found.scopes().stream().mapToInt(dictionary::scope).toArray();
    byte[][] services = new byte[resources.length][];
    for (int i = 0; i < services.length; i++) {
      Utf8 known = batch.resources().get(i).serviceName();
      services[i] = known == null ? new byte[0] : known.toBytes();
    }
    return new Shared(batch, resources, services, scopes);
  }

  private void add(int at, Shared shared, int row, ShapePlans planned) {
    SpanBatch batch = shared.batch();
    traceHigh.set(at, batch.traceIdHigh(row));
    traceLow.set(at, batch.traceIdLow(row));
    spanId.set(at, batch.spanId(row));
    parentId.set(at, batch.parentSpanId(row));
    start.set(at, batch.startUnixNano(row));
    end.set(at, batch.endUnixNano(row));
    batchId.set(at, batch.id());
    rowNumber.set(at, row);
    kind.set(at, batch.kind(row));
    status.set(at, batch.statusCode(row));
    flags.set(at, batch.flags(row));
    eventCount.set(at, batch.eventCount(row));
    linkCount.set(at, batch.linkCount(row));
    resource.set(at, shared.resources()[batch.resource(row)]);
    scope.set(at, shared.scopes()[batch.scope(row)]);
    Utf8 known = batch.symbol(batch.name(row));
    if (scratch.length < known.length()) {
      scratch = new byte[known.length() * 2];
    }
    known.copyTo(scratch, 0);
    name.set(at, scratch, 0, known.length());
    byte[] of = shared.services()[batch.resource(row)];
    service.set(at, of, 0, of.length);
    long message = batch.statusMessage(row);
    if (SpanBatch.sliceLength(message) > 0) {
      statusMessage.set(
          at, batch.bytes(), SpanBatch.sliceOffset(message), SpanBatch.sliceLength(message));
    }
    attributes(at, batch, row, planned);
  }

  private void attributes(int at, SpanBatch batch, int row, ShapePlans planned) {
    int from = batch.attributesFrom(row);
    int to = batch.attributesTo(row);
    ShapePlans.Plan plan =
        batch.hasUnknownFields(row) ? ShapePlans.FREE : planned.find(batch, from, to);
    boolean free = plan.shape() == Shape.FREE || !place(at, batch, from, to, plan.places());
    if (free) {
      freeRows++;
      pairs(batch, from, to);
      shape.set(at, Shape.FREE);
    } else {
      shape.set(at, plan.shape());
    }
    if (text.length > 0 || hasOthers) {
      rest.set(at, text.bytes, 0, text.length);
    }
    if (free || plan.raw() || Tails.isNeeded(batch, row)) {
      tails.copy(batch, row, free ? Tails.Raw.ALL : plan.raw() ? Tails.Raw.OPAQUE : Tails.Raw.NONE);
      if (tails.tail.length > 0) {
        tail.set(at, tails.tail.bytes, 0, tails.tail.length);
      }
      if (tails.eventText.length > 0) {
        eventText.set(at, tails.eventText.bytes, 0, tails.eventText.length);
      }
    }
  }

  /** Puts values where they belong; false when one of them cannot lie there. */
  private boolean place(int at, SpanBatch batch, int from, int to, int[] places) {
    text.clear();
    hasOthers = false;
    boolean fits = true;
    for (int a = from; a < to; a++) {
      int place = places[a - from];
      if (place >= 0) {
        fits &= cell(attributes[place], at, batch, a);
      } else {
        if (hasOthers) {
          text.put(Shape.SEPARATOR);
        }
        hasOthers = true;
        int before = text.length;
        text.text(batch, a);
        fits &= isClean(batch.attributeType(a), before);
      }
    }
    return fits;
  }

  /** Texts may hold what separates them, and a NaN may be another than the one that text means. */
  private boolean isClean(byte type, int from) {
    if (type == ValueType.TEXT) {
      for (int i = from; i < text.length; i++) {
        if (text.bytes[i] == Shape.SEPARATOR) {
          return false;
        }
      }
    }
    return type != ValueType.REAL || text.bytes[from] != 'N';
  }

  private static boolean cell(Cells column, int at, SpanBatch batch, int attribute) {
    long bits = batch.attributeBits(attribute);
    switch (column) {
      case Cells.Texts texts ->
          texts.set(at, batch.bytes(), SpanBatch.sliceOffset(bits), SpanBatch.sliceLength(bits));
      case Cells.Bits flags -> flags.set(at, bits != 0);
      case Cells.Longs numbers -> {
        if (batch.attributeType(attribute) == ValueType.REAL && !isPlain(bits)) {
          return false;
        }
        numbers.set(at, bits);
      }
      case Cells.Ints _ -> throw new IllegalStateException("attributes have no such columns");
    }
    return true;
  }

  /** A finite number other than minus zero, which a compressed column keeps by its bits. */
  private static boolean isPlain(long bits) {
    return Double.isFinite(Double.longBitsToDouble(bits)) && bits != Long.MIN_VALUE;
  }

  private void pairs(SpanBatch batch, int from, int to) {
    text.clear();
    hasOthers = to > from;
    for (int a = from; a < to; a++) {
      if (a > from) {
        text.put(Shape.SEPARATOR);
      }
      int before = text.length;
      byte[] key = batch.symbol(batch.attributeKey(a)).toBytes();
      text.put(key, 0, key.length);
      blank(before);
      text.put(Shape.PAIR);
      before = text.length;
      text.text(batch, a);
      blank(before);
    }
  }

  private void blank(int from) {
    for (int i = from; i < text.length; i++) {
      if (text.bytes[i] == Shape.SEPARATOR || text.bytes[i] == Shape.PAIR) {
        text.bytes[i] = ' ';
      }
    }
  }

  private Chunk chunk(
      BufferAllocator allocator,
      Dictionary dictionary,
      List<Dictionary.Column> columns,
      List<SpanBatch> batches,
      int rows) {
    VectorSchemaRoot root = VectorSchemaRoot.create(SpanSchema.arrow(columns), allocator);
    try {
      List<FieldVector> vectors = root.getFieldVectors();
      for (int i = 0; i < cells.size(); i++) {
        cells.get(i).copyTo(vectors.get(i), rows);
      }
      root.setRowCount(rows);
      return new Chunk(root, dictionary, columns, batches.getLast().id(), order.traces(), freeRows);
    } catch (RuntimeException | Error e) {
      root.close();
      throw e;
    }
  }
}
