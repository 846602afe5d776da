package dev.eyepiece.agent.query;

import dev.eyepiece.agent.Answer;
import dev.eyepiece.agent.Answers;
import dev.eyepiece.agent.FolderOwnedException;
import dev.eyepiece.agent.PromQlQuery;
import dev.eyepiece.agent.QueryException;
import dev.eyepiece.agent.RecordQuery;
import dev.eyepiece.agent.folder.DataFolder;
import dev.eyepiece.agent.folder.FolderLock;
import dev.eyepiece.otlp.RequestDecoder;
import dev.eyepiece.pipeline.JournalReader;
import dev.eyepiece.store.DuckDbStore;
import dev.eyepiece.store.SqlSink;
import dev.eyepiece.store.StoreConfig;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.telemetry.RecordBatch;
import dev.eyepiece.telemetry.SymbolTable;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Answers from a folder that nobody owns, of store and journal together, so that what a killed
 * agent had not sealed is seen too. Changes nothing in the folder.
 */
public final class FolderAnswers implements Answers {
  /** Unsealed requests are at most what an agent's ring may hold of them. */
  private static final long MAX_UNSEALED_BYTES = 1L << 30;

  private final SnapshotAnswers answers;
  private final DuckDbStore store;
  private final Closeable lock;

  private FolderAnswers(SnapshotAnswers answers, DuckDbStore store, Closeable lock) {
    this.answers = answers;
    this.store = store;
    this.lock = lock;
  }

  public static FolderAnswers open(Path folder, InstantSource clock)
      throws IOException, FolderOwnedException, QueryException {
    Closeable lock = FolderLock.share(folder);
    DuckDbStore store = null;
    boolean opened = false;
    try {
      store = DuckDbStore.openReadOnly(StoreConfig.of(DataFolder.windows(folder)));
      List<RecordBatch> unsealed =
          JournalReader.unsealed(
              folder,
              store.signals(),
              store.sealedUpTo(),
              new RequestDecoder(new SymbolTable()),
              MAX_UNSEALED_BYTES);
      FolderAnswers answers =
          new FolderAnswers(new SnapshotAnswers(store.snapshot(unsealed), clock), store, lock);
      opened = true;
      return answers;
    } catch (StoreException e) {
      throw new QueryException(String.valueOf(e.getMessage()), e);
    } finally {
      if (!opened) {
        closeQuietly(store, lock);
      }
    }
  }

  @Override
  public long count(RecordQuery query) throws QueryException {
    return answers.count(query);
  }

  @Override
  public Answer records(RecordQuery query, Consumer<String> lines) throws QueryException {
    return answers.records(query, lines);
  }

  @Override
  public Answer requests(RecordQuery query, Consumer<String> lines) throws QueryException {
    return answers.requests(query, lines);
  }

  @Override
  public Answer sql(String statement, long limit, SqlSink sink) throws QueryException {
    return answers.sql(statement, limit, sink);
  }

  @Override
  public Answer promQl(PromQlQuery query, SqlSink sink) throws QueryException {
    return answers.promQl(query, sink);
  }

  @Override
  public void close() {
    answers.close();
    closeQuietly(store, lock);
  }

  /** Nothing was written, so a failure to close loses nothing. */
  private static void closeQuietly(@Nullable DuckDbStore store, Closeable lock) {
    try (lock) {
      if (store != null) {
        store.close();
      }
    } catch (StoreException | IOException e) {
      System.getLogger(FolderAnswers.class.getName())
          .log(System.Logger.Level.DEBUG, "a folder that was read did not close", e);
    }
  }
}
