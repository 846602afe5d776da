package dev.eyepiece.store;

import dev.eyepiece.telemetry.Signal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The records of all signals of a snapshot. For one thread. */
final class Relations {
  private final Session session;
  private final List<Window> windows;
  private final Map<SignalTable, Relation> all = new EnumMap<>(SignalTable.class);
  private final SettledAnswers kept;

  /**
   * @param kept answers of the store's settled windows
   * @param seam what the windows have
   * @param last the newest batch of the snapshot
   */
  Relations(
      Session session,
      Map<Signal, List<Source.Sealed>> sealed,
      SettledAnswers kept,
      List<Chunk> chunks,
      long seam,
      long last) {
    this.session = session;
    this.kept = kept;
    this.windows =
        sealed.getOrDefault(Signal.TRACES, List.of()).stream().map(Source.Sealed::window).toList();
    for (SignalTable table : SignalTable.values()) {
      List<Source.Sealed> own =
          sealed.getOrDefault(table.signal(), List.of()).stream()
              .filter(source -> !source.seals().isEmpty())
              .toList();
      all.put(
          table,
          new Relation(this, session, table, own, Source.Unsealed.of(table, chunks, seam, last)));
    }
  }

  /**
   * Fixes what the transaction sees of the windows that may still grow, which are the last ones:
   * DuckDB does so when it first reads there.
   */
  void begin() throws SQLException {
    for (Window window : windows.subList(Math.max(0, windows.size() - 2), windows.size())) {
      try (Statement statement = session.connection().createStatement();
          ResultSet result =
              statement.executeQuery("SELECT sealed_upto FROM " + window.alias() + ".meta")) {
        result.next();
      }
    }
  }

  SpanSetSql spanSets() {
    return of(SignalTable.SPANS).ownSpanSets();
  }

  SettledAnswers kept() {
    return kept;
  }

  Session session() {
    return session;
  }

  /** The windows that may hold a batch. */
  List<Window> windows() {
    return windows;
  }

  Relation of(Signal signal) {
    return of(SignalTable.of(signal));
  }

  Relation of(SignalTable table) {
    Relation found = all.get(table);
    if (found == null) {
      throw new IllegalStateException("every table has one");
    }
    return found;
  }
}
