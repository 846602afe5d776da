package dev.eyepiece.store;

import dev.eyepiece.store.marks.TextMarker;
import dev.eyepiece.store.marks.TextMarks;
import dev.eyepiece.telemetry.RecordBatch;
import dev.eyepiece.telemetry.Utf8;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/**
 * Makes chunks of one signal; keeps its arrays from one to the next. For one thread.
 *
 * @param <B> the batches of the signal
 */
abstract class ChunkBuilder<B extends RecordBatch> {
  private final SignalTable table;
  private final Map<String, Cells> fixed = new LinkedHashMap<>();
  private final Cells.Longs batchId;
  private final Cells.Ints rowNumber;
  private final Cells.Ints resource;
  private final Cells.Ints scope;
  private final Cells.Ints shape;
  private final Cells.Texts service;
  private final Cells.Texts rest;
  private final Cells.Texts tail;

  final Headers headers = new Headers();
  final AttributeCells attributes = new AttributeCells();
  private final KeyCounts counts = new KeyCounts();
  private final Tails tails = new Tails();
  private final RowOrder order = new RowOrder();
  private final TextMarker marker = new TextMarker();
  private byte[] scratch = new byte[256];
  private int freeRows;

  ChunkBuilder(SignalTable table) {
    this.table = table;
    table.fixed().forEach(column -> fixed.put(column.name(), Cells.of(column.type())));
    batchId = longs("batch_id");
    rowNumber = ints("row_no");
    resource = ints("resource");
    scope = ints("scope");
    shape = ints("shape");
    service = texts("service");
    rest = texts("rest");
    tail = texts("tail");
  }

  private Cells column(String name) {
    Cells found = fixed.get(name);
    if (found == null) {
      throw new IllegalStateException(table.table() + " has no column " + name);
    }
    return found;
  }

  final Cells.Longs longs(String name) {
    return (Cells.Longs) column(name);
  }

  final Cells.Ints ints(String name) {
    return (Cells.Ints) column(name);
  }

  final Cells.Texts texts(String name) {
    return (Cells.Texts) column(name);
  }

  /** By what rows lie together, spread over all bits; 0 for the order of arrival. */
  abstract long key(B batch, int row);

  /** Sets the columns that the signal alone has. */
  abstract void fill(int at, B batch, int row, Shared<B> shared);

  /** The number of the field of the encoded record that holds attributes. */
  abstract int attributesField(B batch, int row);

  /** Whether a record has anything for a tail, its attributes aside. */
  abstract boolean needsTail(B batch, int row);

  /**
   * Bits of the fields that columns hold.
   *
   * @param free whether the record is of no shape
   */
  abstract long held(B batch, int row, boolean free);

  /** What stands around the records of a batch. */
  Headers.OfBatch headers(B batch) {
    return headers.of(batch);
  }

  /** Numbers of whatever else the records of a batch share. */
  int[] numbers(B batch, Dictionary dictionary) {
    return new int[0];
  }

  /** What the records of one batch share. */
  @SuppressWarnings("ArrayRecordComponent")
  record Shared<B>(
      B batch,
      Headers.OfBatch headers,
      int[] resources,
      byte[][] services,
      int[] scopes,
      int[] numbers) {}

  /**
   * A chunk of some batches, whose ids grow.
   *
   * @param lastId of what the chunk is made together with
   */
  final Chunk build(
      BufferAllocator allocator, Dictionaries dictionaries, List<B> batches, long lastId) {
    Dictionary dictionary = dictionaries.of(table.signal());
    order.sort(batches, this::key);
    int rows = order.rows();
    counts.learn(dictionary, batches, rows);
    List<Dictionary.Column> columns = attributes.begin(dictionary, rows);
    fixed.values().forEach(cells -> cells.reset(rows));
    List<Shared<B>> shared = batches.stream().map(batch -> shared(batch, dictionary)).toList();
    freeRows = 0;
    for (int at = 0; at < rows; at++) {
      Shared<B> of = shared.get(order.batch(at));
      int row = order.row(at);
      add(at, of, row);
      fill(at, of.batch(), row, of);
      attributes(at, of.batch(), row);
    }
    return chunk(allocator, dictionaries, columns, rows, lastId);
  }

  private Shared<B> shared(B batch, Dictionary dictionary) {
    Headers.OfBatch found = headers(batch);
    int[] resources = found.resources().stream().mapToInt(dictionary::resource).toArray();
    int[] scopes = found.scopes().stream().mapToInt(dictionary::scope).toArray();
    byte[][] services = new byte[resources.length][];
    for (int i = 0; i < services.length; i++) {
      Utf8 known = batch.resources().get(i).serviceName();
      services[i] = known == null ? new byte[0] : known.toBytes();
    }
    return new Shared<>(batch, found, resources, services, scopes, numbers(batch, dictionary));
  }

  private void add(int at, Shared<B> shared, int row) {
    B batch = shared.batch();
    batchId.set(at, batch.id());
    rowNumber.set(at, row);
    resource.set(at, shared.resources()[batch.resource(row)]);
    scope.set(at, shared.scopes()[batch.scope(row)]);
    byte[] of = shared.services()[batch.resource(row)];
    service.set(at, of, 0, of.length);
  }

  /** Sets the columns of the attributes, and what no column holds. */
  void attributes(int at, B batch, int row) {
    int found = attributes.write(at, batch, row);
    boolean free = found == Shape.FREE;
    shape(at, found);
    if (free || attributes.raw() || needsTail(batch, row)) {
      Tails.Raw raw = free ? Tails.Raw.ALL : attributes.raw() ? Tails.Raw.OPAQUE : Tails.Raw.NONE;
      tails.copy(batch, row, attributesField(batch, row), raw, held(batch, row, free));
      if (tails.tail.length > 0) {
        tail.set(at, tails.tail.bytes, 0, tails.tail.length);
        tailed(at, batch, row, tails.tail);
      }
    }
  }

  /** Sets the columns that are made of what no other column holds. */
  void tailed(int at, B batch, int row, ByteSink of) {}

  /** Sets the shape and the other values. */
  final void shape(int at, int found) {
    freeRows += found == Shape.FREE ? 1 : 0;
    shape.set(at, found);
    ByteSink others = attributes.others();
    if (others != null) {
      rest.set(at, others.bytes, 0, others.length);
    }
  }

  /** Sets a text of its own. */
  final void text(Cells.Texts column, int at, Utf8 text) {
    if (scratch.length < text.length()) {
      scratch = new byte[text.length() * 2];
    }
    text.copyTo(scratch, 0);
    column.set(at, scratch, 0, text.length());
  }

  /** Sets a text that lies in the batch, unless it is empty. */
  static void text(Cells.Texts column, int at, RecordBatch batch, long slice) {
    if (RecordBatch.sliceLength(slice) > 0) {
      column.set(at, batch.bytes(), RecordBatch.sliceOffset(slice), RecordBatch.sliceLength(slice));
    }
  }

  /** Of columns of text. */
  private Map<String, TextMarks> marks(VectorSchemaRoot root, List<Cells> cells, int rows) {
    Map<String, TextMarks> marks = new HashMap<>();
    for (int i = 0; i < cells.size(); i++) {
      if (cells.get(i) instanceof Cells.Texts texts && texts != tail) {
        TextMarks found = texts.marks(marker, rows, texts == rest);
        if (found != null) {
          marks.put(root.getVector(i).getName(), found);
        }
      }
    }
    return marks;
  }

  private Chunk chunk(
      BufferAllocator allocator,
      Dictionaries dictionaries,
      List<Dictionary.Column> columns,
      int rows,
      long lastId) {
    VectorSchemaRoot root = VectorSchemaRoot.create(table.arrow(columns), allocator);
    try {
      List<FieldVector> vectors = root.getFieldVectors();
      List<Cells> cells = new ArrayList<>(fixed.values());
      cells.addAll(attributes.cells());
      for (int i = 0; i < cells.size(); i++) {
        cells.get(i).copyTo(vectors.get(i), rows);
      }
      root.setRowCount(rows);
      Map<String, TextMarks> found = marks(root, cells, rows);
      return new Chunk(root, table, dictionaries, columns, lastId, order.groups(), freeRows, found);
    } catch (RuntimeException | Error e) {
      root.close();
      throw e;
    }
  }
}
