package dev.eyepiece.store;

import java.util.ArrayList;
import java.util.List;

/** Spans that can be selected from, and what their numbers mean. */
sealed interface Source {

  /** What resources, scopes, shapes and columns are. */
  DictionaryView dictionary();

  /** How many attribute columns there are to select. */
  int columns();

  /** Whether some spans may be of no shape. */
  boolean hasFreeRows();

  /** A window, as far as a snapshot sees it. */
  record Sealed(
      Window window, DictionaryView dictionary, int columns, boolean hasFreeRows, List<Seal> seals)
      implements Source {

    static Sealed of(Window window) {
      return new Sealed(
          window,
          window.dictionary().view(),
          window.columns(),
          window.hasFreeRows(),
          List.copyOf(window.seals()));
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
  record Unsealed(List<Chunk> chunks, long after, long upTo, DictionaryView dictionary, int columns)
      implements Source {

    static List<Unsealed> of(List<Chunk> chunks, long after, long upTo) {
      List<Unsealed> found = new ArrayList<>();
      List<Chunk> fresh = chunks.stream().filter(chunk -> chunk.lastId() > after).toList();
      if (upTo > after) {
        for (List<Chunk> run : ChunkStream.runs(fresh)) {
          Chunk any = run.getFirst();
          DictionaryView view = any.dictionary().view();
          found.add(new Unsealed(run, after, upTo, view, any.columns().size()));
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
