package dev.eyepiece.store;

import dev.eyepiece.store.marks.TextMarks;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.VectorSchemaRoot;

/**
 * Some batches of one signal as Arrow vectors: built once, read by every query until they are
 * sealed, and by the seal.
 *
 * @param dictionaries what its numbers mean
 * @param columns the dictionary's columns when it was made
 * @param lastId the id of the newest batch, of any signal, of what it was made together with
 * @param groups about how many traces or series its records belong to
 * @param freeRows rows of no shape
 * @param marks of the texts of its columns, by their names
 */
record Chunk(
    VectorSchemaRoot root,
    SignalTable table,
    Dictionaries dictionaries,
    List<Dictionary.Column> columns,
    long lastId,
    int groups,
    int freeRows,
    Map<String, TextMarks> marks)
    implements AutoCloseable {

  Dictionary dictionary() {
    return dictionaries.of(table.signal());
  }

  /** Whether both can be read in one stream. */
  boolean isLike(Chunk other) {
    return table == other.table
        && dictionaries == other.dictionaries
        && columns.size() == other.columns.size();
  }

  @Override
  public void close() {
    root.close();
  }
}
