package dev.eyepiece.store.clickhouse;

import dev.eyepiece.store.StoreException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Asks the questions of a snapshot, one after the other. For one thread, except {@link #cancel}.
 */
final class Asker {
  private final Server server;
  private volatile @Nullable String running;
  private volatile boolean cancelled;

  Asker(Server server) {
    this.server = server;
  }

  /** Whether the server takes settings beside a question, so that it may be long. */
  boolean takesSettings() {
    return server.takesSettings();
  }

  void query(String sql, Rows rows) throws StoreException {
    ask(id -> server.query(sql, id, rows));
  }

  /** Asks what a user wrote. */
  void users(String sql, Server.Reading reading) throws StoreException {
    ask(id -> server.query(sql, id, true, reading));
  }

  /** Something asked under an id. */
  private interface Question {
    void ask(String id) throws StoreException;
  }

  private void ask(Question question) throws StoreException {
    String id = "eyepiece-" + UUID.randomUUID();
    running = id;
    try {
      if (cancelled) {
        throw new StoreException("cancelled");
      }
      question.ask(id);
      if (cancelled) {
        throw new StoreException("cancelled");
      }
    } catch (StoreException e) {
      throw cancelled ? new StoreException("cancelled", e) : e;
    } finally {
      running = null;
    }
  }

  /** Ends what is asked, on the server too. */
  void cancel() {
    cancelled = true;
    String id = running;
    if (id != null) {
      server.kill(id);
    }
  }
}
