package dev.eyepiece.store;

import dev.eyepiece.store.marks.MarksFile;
import dev.eyepiece.store.marks.MarksSection;
import dev.eyepiece.store.marks.MarksWriter;
import dev.eyepiece.store.marks.TextMarks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What a window surely does not have: marks of its records in sections, in a file beside it.
 * Records that no section has are read. Changed by the thread that seals alone.
 */
final class WindowMarks {
  private static final System.Logger LOG = System.getLogger(WindowMarks.class.getName());

  /**
   * Where little comes, marks of many small chunks would take much memory until they are enough.
   */
  private static final int MOST_CHUNKS = 256;

  private final MarksFile file;
  private final int leastRecords;
  private final Map<SignalTable, Waiting> waiting = new EnumMap<>(SignalTable.class);
  private final List<Stored> stored = new CopyOnWriteArrayList<>();
  private long end;

  /** Whether the window has where to keep what sections there are. */
  private boolean on;

  private WindowMarks(MarksFile file, int leastRecords) {
    this.file = file;
    this.leastRecords = leastRecords;
  }

  /** Of a window of a store, without a section so far. */
  static WindowMarks of(StoreConfig config, int window, boolean readOnly) {
    MarksFile file = new MarksFile(Window.marks(config.folder(), window), readOnly);
    return new WindowMarks(file, config.leastMarked());
  }

  /** A section of a signal. */
  record Stored(SignalTable table, MarksSection section) {}

  /** Marks of sealed records that are too few for a section yet. */
  private record Waiting(long firstId, long records, List<Map<String, TextMarks>> chunks) {
    Waiting with(long more, List<Map<String, TextMarks>> others) {
      List<Map<String, TextMarks>> all = new ArrayList<>(chunks);
      all.addAll(others);
      return new Waiting(firstId, records + more, all);
    }
  }

  /** From now on sections may be made, and these are known. */
  void start(List<Stored> known) {
    on = true;
    publish(known);
  }

  MarksFile file() {
    return file;
  }

  /** The sections of a signal, oldest first. */
  List<MarksSection> of(SignalTable table) {
    return stored.stream()
        .filter(one -> one.table() == table && !file.isLost())
        .map(Stored::section)
        .toList();
  }

  /**
   * Takes the marks of some chunks that are being sealed, and writes those that are enough.
   *
   * @return the new sections, which count once they are published
   */
  List<Stored> write(List<Seal> seals, List<Chunk> chunks) {
    List<Stored> made = new ArrayList<>();
    if (!on || file.isLost()) {
      return made;
    }
    for (Seal seal : seals) {
      SignalTable table = SignalTable.of(seal.signal());
      List<Map<String, TextMarks>> marks =
          chunks.stream().filter(chunk -> chunk.table() == table).map(Chunk::marks).toList();
      Waiting all =
          waiting
              .getOrDefault(table, new Waiting(seal.firstId(), 0, List.of()))
              .with(seal.records(), marks);
      waiting.put(table, all);
      if (all.records() >= leastRecords || all.chunks().size() >= MOST_CHUNKS) {
        waiting.remove(table);
        write(all, seal.lastId()).ifPresent(section -> made.add(new Stored(table, section)));
      }
    }
    return made;
  }

  private Optional<MarksSection> write(Waiting all, long lastId) {
    try {
      Optional<MarksSection> section =
          MarksWriter.write(file, end, all.firstId(), lastId, all.chunks());
      section.ifPresent(one -> end = one.at() + one.length());
      return section;
    } catch (IOException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "records are sealed without marks, searches read them: " + e.getMessage());
      on = false;
      return Optional.empty();
    }
  }

  /** These sections are in the window by now. */
  void publish(List<Stored> sections) {
    stored.addAll(sections);
    for (Stored one : sections) {
      end = Math.max(end, one.section().at() + one.section().length());
    }
  }

  /** What waits gets no section: a seal failed, or the window takes no more. */
  void forget() {
    waiting.clear();
  }
}
