package dev.eyepiece.store;

import dev.eyepiece.store.marks.MarksSection;
import dev.eyepiece.telemetry.Signal;
import java.util.ArrayList;
import java.util.List;

/** Records of one signal that can be selected from, and what their numbers mean. */
sealed interface Source {

  /** What resources, scopes, shapes and columns are. */
  DictionaryView dictionary();

  /** How many attribute columns there are to select. */
  int columns();

  /** Which signal it is of. */
  SignalTable table();

  /** Whether some records may be of no shape. */
  boolean hasFreeRows();

  /** A window, as far as a snapshot sees it. */
  record Sealed(
      Window window,
      SignalTable table,
      DictionaryView dictionary,
      int columns,
      boolean hasFreeRows,
      List<Seal> seals,
      List<MarksSection> marks)
      implements Source {

    static Sealed of(Window window, Signal signal) {
      List<Seal> seals = window.seals(signal);
      return new Sealed(
          window,
          SignalTable.of(signal),
          window.dictionaries().of(signal).view(),
          window.columns(signal),
          seals.stream().anyMatch(seal -> seal.freeRows() > 0),
          seals,
          window.marks().of(SignalTable.of(signal)));
    }

    /** The table with the name of its window. */
    String name() {
      return window.alias() + "." + table.table();
    }

    /** Whether all of its records do. */
    boolean liesIn(TimeRange range) {
      return seals.stream()
          .allMatch(seal -> range.contains(seal.minTime()) && range.contains(seal.maxTime()));
    }

    boolean meets(TimeRange range) {
      return seals.stream().anyMatch(seal -> seal.meets(range));
    }
  }

  /**
   * Chunks that are alike, of which the batches above one id and up to another count.
   *
   * @param after what the windows have
   * @param upTo the newest batch of the snapshot
   */
  record Unsealed(
      List<Chunk> chunks,
      SignalTable table,
      long after,
      long upTo,
      DictionaryView dictionary,
      int columns)
      implements Source {

    static List<Unsealed> of(SignalTable table, List<Chunk> chunks, long after, long upTo) {
      List<Unsealed> found = new ArrayList<>();
      List<Chunk> fresh =
          chunks.stream()
              .filter(chunk -> chunk.lastId() > after && chunk.table() == table)
              .toList();
      if (upTo > after) {
        for (List<Chunk> run : ChunkStream.runs(fresh)) {
          Chunk any = run.getFirst();
          DictionaryView view = any.dictionary().view();
          found.add(new Unsealed(run, table, after, upTo, view, any.columns().size()));
        }
      }
      return found;
    }

    @Override
    public boolean hasFreeRows() {
      return chunks.stream().anyMatch(chunk -> chunk.freeRows() > 0);
    }
  }
}
