package dev.eyepiece.store;

import java.util.List;

/** Looks at the records of windows as they lie there. */
final class Windowed {
  private Windowed() {}

  /** Takes an encoded record. */
  interface Sink {
    void record(long batchId, int row, byte[] bytes);
  }

  /** Puts every sealed record of a signal together from its columns. */
  static void encoded(DuckDbStore store, SignalTable table, RecordAssembler<?> assembler, Sink sink)
      throws StoreException {
    try (DuckDbSnapshot snapshot = (DuckDbSnapshot) store.snapshot(List.of())) {
      Relation relation = snapshot.relations().of(table);
      for (Source.Sealed source : relation.windows()) {
        relation.query(
            "SELECT batch_id, row_no, " + assembler.columns(source) + " FROM " + source.name(),
            row ->
                sink.record(
                    row.getLong(1),
                    row.getInt(2),
                    assembler.encode(source.dictionary(), row, 3).toBytes()));
      }
    }
  }
}
