package dev.eyepiece.store;

import dev.eyepiece.telemetry.RecordBatch;
import dev.eyepiece.telemetry.Signal;
import java.util.List;
import java.util.Set;

/**
 * Durable telemetry. One thread seals; any thread may take snapshots.
 *
 * <p>The seam: the caller keeps every batch until a {@link #seal} that names it has returned, and
 * hands those that are not sealed to each {@link #snapshot}. A store leaves out of a snapshot every
 * batch whose id is at or below {@link #sealedUpTo}, which it stores in the same transaction as the
 * rows, so no record is seen twice and none is missed.
 */
public interface TelemetryStore extends AutoCloseable {

  /** The signals that this store keeps; batches of others must not be handed to it. */
  Set<Signal> signals();

  /** The id of the newest sealed batch, {@link RecordBatch#NO_ID} when there is none. */
  long sealedUpTo();

  /**
   * Makes the batches, of any of {@link #signals} in any mix, durable in one transaction, or, where
   * there is none, so that nothing is missing and as little as can be is twice; they are in growing
   * order of id and all above {@link #sealedUpTo}.
   */
  void seal(List<? extends RecordBatch> batches) throws StoreException;

  /**
   * A consistent view over all that is sealed and the given batches, which are in growing order of
   * id. Close it soon: it keeps windows from being deleted. A store that others write to as well
   * may show each question a state of its own, and sealed records alone; its {@link #limits} say
   * so.
   */
  TelemetrySnapshot snapshot(List<? extends RecordBatch> unsealed) throws StoreException;

  StoreStats stats();

  /** What this store cannot keep or answer, each a sentence for people; empty when nothing. */
  default List<String> limits() {
    return List.of();
  }

  /**
   * Nothing has come for a while: a good time to give memory back and to tidy up. By the thread
   * that seals.
   */
  default void rest() {}

  @Override
  void close() throws StoreException;
}
