package dev.eyepiece.agent;

import dev.eyepiece.agent.folder.DataFolder;
import dev.eyepiece.agent.folder.PrivateFiles;
import dev.eyepiece.store.KeptTimes;
import dev.eyepiece.store.TimeRange;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What is known of runs beside their telemetry, in a file of the data folder: what was received
 * never changes. Every call reads the file anew, so that several processes can use it, and blocks.
 * Safe for use by several threads.
 */
public final class RunBook {
  /** Marks that are held at most: each is counted by itself. */
  public static final int MOST_MARKS = 100;

  private static final int LONGEST = 120;
  private static final int LONGEST_COMMAND = 500;
  private static final int MOST = 10_000;
  private static final int MOST_BYTES = 8 << 20;

  /** A process has one lock on a file. */
  private static final ReentrantLock WRITING = new ReentrantLock();

  private final Path dataFolder;

  public RunBook(Path dataFolder) {
    this.dataFolder = dataFolder;
  }

  /** A change of what is known. */
  private interface Change {
    void to(Map<String, RunNote> notes);
  }

  /**
   * All that is known, by the name of the run.
   *
   * @throws IOException also when the file is none of these
   */
  public Map<String, RunNote> notes() throws IOException {
    Path file = DataFolder.runs(dataFolder);
    Map<String, RunNote> notes = new LinkedHashMap<>();
    if (!Files.exists(file)) {
      return notes;
    }
    try {
      JsonText.readObject(PrivateFiles.read(file, MOST_BYTES))
          .forEach((name, json) -> notes.put(name, RunNote.read(json)));
      return notes;
    } catch (IllegalArgumentException e) {
      throw new IOException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private void change(Change change) throws IOException {
    PrivateFiles.createFolder(dataFolder);
    Path file = DataFolder.runs(dataFolder);
    WRITING.lock();
    try (FileChannel lock =
        FileChannel.open(
            file.resolveSibling("runs.lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE)) {
      // It ends with the channel.
      var _ = lock.lock();
      Map<String, RunNote> notes = notes();
      change.to(notes);
      while (notes.size() > MOST) {
        notes.remove(notes.keySet().iterator().next());
      }
      Map<String, Object> json = new LinkedHashMap<>();
      notes.forEach((name, note) -> json.put(name, note.json()));
      PrivateFiles.write(file, JsonText.write(json));
    } finally {
      WRITING.unlock();
    }
  }

  /**
   * Calls a run otherwise, from now on.
   *
   * @throws IllegalArgumentException when the label is empty, too long, or of more than one line
   */
  public void call(String run, String label) throws IOException {
    String clean = label(label);
    change(notes -> {
      RunNote note = notes.getOrDefault(run, RunNote.NONE).called(clean.equals(run) ? "" : clean);
      if (note.equals(RunNote.NONE)) {
        notes.remove(run);
      } else {
        notes.put(run, note);
      }
    });
  }

  private static String label(String label) {
    String clean = label.strip();
    if (clean.isEmpty() || clean.length() > LONGEST || clean.chars().anyMatch(c -> c < ' ')) {
      throw new IllegalArgumentException(
          "expected a name of 1 to " + LONGEST + " characters on one line");
    }
    return clean;
  }

  /**
   * A command was started as a run; one that had the name before is forgotten but for its label.
   */
  public void began(String run, String command, long unixNano) throws IOException {
    String line = command.replaceAll("\\p{Cntrl}", " ");
    String cut =
        line.length() <= LONGEST_COMMAND ? line : line.substring(0, LONGEST_COMMAND) + "...";
    change(notes -> {
      RunNote before = notes.remove(run);
      notes.put(
          run, new RunNote(before == null ? "" : before.label(), cut, unixNano, 0, null, false));
    });
  }

  /** The command of a run ended. */
  public void ended(String run, long unixNano, int exit) throws IOException {
    change(notes -> notes.computeIfPresent(run, (name, note) -> note.ended(unixNano, exit)));
  }

  /**
   * Marks the present moment as the start of a run, to which all that comes until {@link #endMark}
   * belongs.
   *
   * @return the name of the run
   * @throws IllegalArgumentException when a marked run goes on, there are too many, or the label is
   *     none
   */
  public String mark(String label, long unixNano) throws IOException {
    String clean = label(label);
    String run = "marked-" + unixNano;
    change(notes -> {
      if (notes.values().stream().anyMatch(RunNote::open)) {
        throw new IllegalArgumentException("a marked run goes on; expected its end first");
      }
      if (notes.values().stream().filter(RunNote::marked).count() >= MOST_MARKS) {
        throw new IllegalArgumentException(
            MOST_MARKS + " runs are marked; expected one of them to be forgotten first");
      }
      notes.put(run, new RunNote(clean, "", unixNano, 0, null, true));
    });
    return run;
  }

  /** Marks the present moment as the end of the marked run that goes on; null when none does. */
  public @Nullable String endMark(long unixNano) throws IOException {
    String[] ended = {null};
    change(notes ->
        notes.replaceAll((name, note) -> {
          if (!note.open()) {
            return note;
          }
          ended[0] = name;
          return note.ended(Math.max(unixNano, note.fromUnixNano() + 1), null);
        }));
    String run = ended[0];
    RunNote note = run == null ? null : notes().get(run);
    KeptTimes kept = kept();
    if (run != null && note != null && kept.has(run)) {
      kept.add(run, new TimeRange(note.fromUnixNano(), note.toUnixNano() + 1));
    }
    return run;
  }

  /** Forgets what is known of a run; its telemetry stays, and its pin goes. */
  public void forget(String run) throws IOException {
    change(notes -> notes.remove(run));
    kept().remove(run);
  }

  private KeptTimes kept() throws IOException {
    return KeptTimes.read(DataFolder.windows(dataFolder));
  }

  /** Whether what came while a run went on stays when the oldest goes for room. */
  interface Pins {
    boolean has(String run);
  }

  Pins pins() throws IOException {
    return kept()::has;
  }

  /**
   * Keeps what came while a run went on when the oldest goes for room.
   *
   * @throws IllegalArgumentException when too many are kept, or the name has a line end
   */
  public void pin(RunSummary run) throws IOException {
    kept().add(run.name(), new TimeRange(run.fromUnixNano(), run.toUnixNano() + 1));
  }

  /** Keeps it no longer; false when it was not kept. */
  public boolean unpin(RunSummary run) throws IOException {
    return kept().remove(run.name());
  }
}
