package dev.eyepiece.store;

import dev.eyepiece.telemetry.RecordBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads whole records of a snapshot: those of windows from their columns, others from the ring. For
 * one thread.
 *
 * @param <B> the batches of the signal
 * @param <R> the record with what it belongs to
 */
final class StoredRecords<B extends RecordBatch, R> {
  private static final int BLOCK = 1024;

  private final Relation relation;
  private final Map<Long, B> unsealed = new HashMap<>();
  private final RecordAssembler<R> assembler;
  private final OfBatch<B, R> reader;

  StoredRecords(
      Relation relation,
      List<RecordBatch> pending,
      Class<B> batches,
      RecordAssembler<R> assembler,
      OfBatch<B, R> reader) {
    this.relation = relation;
    this.assembler = assembler;
    this.reader = reader;
    for (RecordBatch batch : pending) {
      if (batches.isInstance(batch)) {
        unsealed.put(batch.id(), batches.cast(batch));
      }
    }
  }

  /** Reads a row of a batch. */
  interface OfBatch<B, R> {
    R read(B batch, int row);
  }

  /**
   * Streams matching records in the order of their time, ties in order of arrival.
   *
   * @param limit at most so many; 0 for all
   */
  void stream(Search search, TimeRange range, Direction direction, long limit, Consumer<R> sink)
      throws StoreException {
    Asks asks = new Asks();
    String where = SearchSql.where(relation, search, range, asks);
    read(relation.rows(asks, range), where, direction, limit, sink);
  }

  /** The same of some rows that were found in another way. */
  void read(String rows, String where, Direction direction, long limit, Consumer<R> sink)
      throws StoreException {
    String to = direction == Direction.OLDEST_FIRST ? "" : " DESC";
    Places places = new Places();
    relation.query(
        "SELECT w, r, batch_id, row_no FROM "
            + rows
            + " WHERE "
            + where
            + " ORDER BY "
            + relation.table().time()
            + to
            + ", batch_id"
            + to
            + ", row_no"
            + to
            + (limit > 0 ? " LIMIT " + limit : ""),
        row -> places.add(row.getInt(1), row.getLong(2), row.getLong(3), row.getInt(4)));
    read(places, sink);
  }

  /** Where records are: window and row of its table, or batch and row for those of no window. */
  static final class Places {
    private int[] windows = new int[64];
    private long[] rows = new long[64];
    private int size;

    /** A record of a window, or with a window below 1 one of a batch. */
    void add(int window, long tableRow, long batchId, int batchRow) {
      if (size == windows.length) {
        windows = Arrays.copyOf(windows, size * 2);
        rows = Arrays.copyOf(rows, size * 2);
      }
      // A batch's rows are fewer than 2^31, a window has its number, so the sign tells them apart.
      windows[size] = window > 0 ? window : -1 - batchRow;
      rows[size++] = window > 0 ? tableRow : batchId;
    }
  }

  /** Hands the records on in the order of their places. */
  void read(Places places, Consumer<R> sink) throws StoreException {
    Map<Integer, R> block = new HashMap<>();
    for (int from = 0; from < places.size; from += BLOCK) {
      int count = Math.min(BLOCK, places.size - from);
      block.clear();
      Map<Integer, Map<Long, Integer>> byWindow = new TreeMap<>();
      for (int i = 0; i < count; i++) {
        int window = places.windows[from + i];
        long row = places.rows[from + i];
        if (window > 0) {
          byWindow.computeIfAbsent(window, _ -> new HashMap<>()).put(row, i);
        } else {
          R fresh = ofBatch(row, -1 - window);
          if (fresh != null) {
            block.put(i, fresh);
          }
        }
      }
      for (Map.Entry<Integer, Map<Long, Integer>> wanted : byWindow.entrySet()) {
        fill(relation.windows().get(wanted.getKey() - 1), wanted.getValue(), block);
      }
      for (int i = 0; i < count; i++) {
        R found = block.get(i);
        if (found != null) {
          sink.accept(found);
        }
      }
    }
  }

  private @Nullable R ofBatch(long batchId, int row) {
    B batch = unsealed.get(batchId);
    return batch == null || row >= batch.size() ? null : reader.read(batch, row);
  }

  private void fill(Source.Sealed source, Map<Long, Integer> wanted, Map<Integer, R> block)
      throws StoreException {
    String rows = String.join(", ", wanted.keySet().stream().map(String::valueOf).toList());
    relation.query(
        "SELECT rowid, "
            + assembler.columns(source)
            + " FROM "
            + source.name()
            + " WHERE rowid IN ("
            + rows
            + ")",
        row -> {
          Integer at = wanted.get(row.getLong(1));
          if (at != null) {
            block.put(at, assembler.read(source, row, 2));
          }
        });
  }

  /** One record by its place. */
  Optional<R> one(long batchId, int batchRow) throws StoreException {
    R fresh = ofBatch(batchId, batchRow);
    if (fresh != null) {
      return Optional.of(fresh);
    }
    List<R> found = new ArrayList<>();
    for (Source.Sealed source : relation.windows()) {
      boolean mayHold =
          source.seals().stream()
              .anyMatch(seal -> batchId >= seal.firstId() && batchId <= seal.lastId());
      if (mayHold) {
        relation.query(
            "SELECT "
                + assembler.columns(source)
                + " FROM "
                + source.name()
                + " WHERE batch_id = "
                + batchId
                + " AND row_no = "
                + batchRow,
            row -> found.add(assembler.read(source, row, 1)));
      }
    }
    return found.stream().findFirst();
  }
}
