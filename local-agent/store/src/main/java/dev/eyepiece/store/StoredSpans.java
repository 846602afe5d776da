package dev.eyepiece.store;

import dev.eyepiece.telemetry.SpanBatch;
import dev.eyepiece.telemetry.SpanReader;
import dev.eyepiece.telemetry.SpanRecord;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads whole spans of a snapshot: those of windows from their columns, others from the ring. */
final class StoredSpans {
  private static final int BLOCK = 1024;

  private final Relation relation;
  private final Map<Long, SpanBatch> unsealed = new HashMap<>();
  private final SpanAssembler assembler = new SpanAssembler();

  StoredSpans(Relation relation, List<SpanBatch> pending) {
    this.relation = relation;
    pending.forEach(batch -> unsealed.put(batch.id(), batch));
  }

  /** Where spans are: window and row of its table, or batch and row for those of no window. */
  static final class Places {
    private int[] windows = new int[64];
    private long[] rows = new long[64];
    private int size;

    /** A span of a window, or with the window 0 one of a batch. */
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

  /** Hands the spans on in the order of their places. */
  void read(Places places, Consumer<SpanRecord> sink) throws StoreException {
    @Nullable SpanRecord[] block = new @Nullable SpanRecord[BLOCK];
    for (int from = 0; from < places.size; from += BLOCK) {
      int count = Math.min(BLOCK, places.size - from);
      Arrays.fill(block, null);
      Map<Integer, Map<Long, Integer>> byWindow = new TreeMap<>();
      for (int i = 0; i < count; i++) {
        int window = places.windows[from + i];
        long row = places.rows[from + i];
        if (window > 0) {
          byWindow.computeIfAbsent(window, _ -> new HashMap<>()).put(row, i);
        } else {
          block[i] = ofBatch(row, -1 - window);
        }
      }
      for (Source.Sealed source : relation.windows()) {
        Map<Long, Integer> wanted = byWindow.get(source.window().number());
        if (wanted != null) {
          fill(source, wanted, block);
        }
      }
      for (int i = 0; i < count; i++) {
        SpanRecord found = block[i];
        if (found != null) {
          sink.accept(found);
        }
      }
    }
  }

  private @Nullable SpanRecord ofBatch(long batchId, int row) {
    SpanBatch batch = unsealed.get(batchId);
    return batch == null || row >= batch.size() ? null : SpanReader.read(batch, row);
  }

  private void fill(Source.Sealed source, Map<Long, Integer> wanted, @Nullable SpanRecord[] block)
      throws StoreException {
    String rows = String.join(", ", wanted.keySet().stream().map(String::valueOf).toList());
    relation.query(
        "SELECT rowid, "
            + SpanAssembler.columns(source)
            + " FROM "
            + source.window().alias()
            + ".spans WHERE rowid IN ("
            + rows
            + ")",
        row -> {
          Integer at = wanted.get(row.getLong(1));
          if (at != null) {
            block[at] = assemble(source, row, 2);
          }
        });
  }

  private SpanRecord assemble(Source.Sealed source, ResultSet row, int first)
      throws SQLException, StoreException {
    return assembler.span(source, row, first);
  }

  Optional<SpanRecord> span(long batchId, int batchRow) throws StoreException {
    SpanRecord fresh = ofBatch(batchId, batchRow);
    if (fresh != null) {
      return Optional.of(fresh);
    }
    SpanRecord[] found = new SpanRecord[1];
    for (Source.Sealed source : relation.windows()) {
      boolean mayHold =
          source.seals().stream()
              .anyMatch(seal -> batchId >= seal.firstId() && batchId <= seal.lastId());
      if (mayHold) {
        relation.query(
            "SELECT "
                + SpanAssembler.columns(source)
                + " FROM "
                + source.window().alias()
                + ".spans WHERE batch_id = "
                + batchId
                + " AND row_no = "
                + batchRow,
            row -> found[0] = assemble(source, row, 1));
      }
    }
    return Optional.ofNullable(found[0]);
  }
}
