package dev.eyepiece.agent.query;

import dev.eyepiece.agent.Answers;
import dev.eyepiece.agent.FolderOwnedException;
import dev.eyepiece.agent.QueryException;
import dev.eyepiece.agent.folder.DataFolder;
import dev.eyepiece.agent.folder.FolderLock;
import dev.eyepiece.otlp.RequestDecoder;
import dev.eyepiece.pipeline.JournalReader;
import dev.eyepiece.store.DuckDbStore;
import dev.eyepiece.store.StoreConfig;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.telemetry.RecordBatch;
import dev.eyepiece.telemetry.SymbolTable;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answers from a folder that nobody owns, of store and journal together, so that what a killed
 * agent had not sealed is seen too. Changes nothing in the folder.
 */
public final class FolderAnswers {
  /** Unsealed requests are at most what an agent's ring may hold of them. */
  private static final long MAX_UNSEALED_BYTES = 1L << 30;

  private FolderAnswers() {}

  public static Answers open(Path folder, InstantSource clock)
      throws IOException, FolderOwnedException, QueryException {
    Closeable lock = FolderLock.share(folder);
    DuckDbStore store = null;
    boolean opened = false;
    try {
      store = DuckDbStore.openReadOnly(StoreConfig.of(DataFolder.windows(folder)));
      Answers answers = of(folder, store, clock, lock);
      opened = true;
      return answers;
    } catch (StoreException e) {
      throw new QueryException(String.valueOf(e.getMessage()), e);
    } finally {
      if (!opened) {
        close(store, lock);
      }
    }
  }

  private static Answers of(Path folder, DuckDbStore store, InstantSource clock, Closeable lock)
      throws IOException, StoreException {
    List<RecordBatch> unsealed =
        JournalReader.unsealed(
            folder,
            store.signals(),
            store.sealedUpTo(),
            new RequestDecoder(new SymbolTable()),
            MAX_UNSEALED_BYTES);
    return new SnapshotAnswers(store.snapshot(unsealed), clock, () -> close(store, lock));
  }

  /** Nothing was written, so a failure to close loses nothing. */
  private static void close(@Nullable DuckDbStore store, Closeable lock) {
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
