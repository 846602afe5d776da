package dev.eyepiece.store;

import java.util.List;
import org.apache.arrow.vector.VectorSchemaRoot;

/**
 * Some batches as Arrow vectors: built once, read by every query until they are sealed, and by the
 * seal.
 *
 * @param dictionary what its numbers mean
 * @param columns the dictionary's columns when it was made
 * @param lastId the id of the newest batch in it
 * @param traces about how many traces its spans belong to
 * @param freeRows rows of no shape
 */
record Chunk(
    VectorSchemaRoot root,
    Dictionary dictionary,
    List<Dictionary.Column> columns,
    long lastId,
    int traces,
    int freeRows)
    implements AutoCloseable {

  /** Whether both can be read in one stream. */
  boolean isLike(Chunk other) {
    return dictionary == other.dictionary && columns.size() == other.columns.size();
  }

  @Override
  public void close() {
    root.close();
  }
}
