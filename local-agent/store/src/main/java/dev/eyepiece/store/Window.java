package dev.eyepiece.store;

import dev.eyepiece.telemetry.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/** One database file, the name under which it is attached, and what is known of its records. */
final class Window {
  private static final String SUFFIX = ".duckdb";
  private static final String MARKS_SUFFIX = ".marks";

  private final int number;
  private final Path file;
  private final Dictionaries dictionaries;
  private final long createdNano;
  private final List<Seal> seals = new CopyOnWriteArrayList<>();
  private volatile Map<Signal, Integer> columns = Map.of();
  private final WindowMarks marks;
  private volatile boolean made;
  private volatile boolean doubtful;
  private int pins;
  private boolean retired;

  /**
   * @param createdNano nanoseconds since 1970
   */
  Window(Path folder, int number, Dictionaries dictionaries, long createdNano, WindowMarks marks) {
    this.number = number;
    this.marks = marks;
    this.file = path(folder, number);
    this.dictionaries = dictionaries;
    this.createdNano = createdNano;
  }

  static Path path(Path folder, int number) {
    return folder.resolve(String.format(Locale.ROOT, "%010d%s", number, SUFFIX));
  }

  /** The file with the marks of a window. */
  static Path marks(Path folder, int number) {
    return folder.resolve(String.format(Locale.ROOT, "%010d%s", number, MARKS_SUFFIX));
  }

  /** The number of a window file, -1 for any other file. */
  static int number(Path file) {
    return number(file, SUFFIX);
  }

  /** The number of the window whose marks a file has, -1 for any other file. */
  static int numberOfMarks(Path file) {
    return number(file, MARKS_SUFFIX);
  }

  private static int number(Path file, String suffix) {
    String name = file.getFileName().toString();
    if (!name.matches("\\d{10}" + Pattern.quote(suffix))) {
      return -1;
    }
    long number = Long.parseLong(name, 0, 10, 10);
    return number < Integer.MAX_VALUE ? (int) number : -1;
  }

  int number() {
    return number;
  }

  Path file() {
    return file;
  }

  Dictionaries dictionaries() {
    return dictionaries;
  }

  long createdNano() {
    return createdNano;
  }

  /** What it surely does not have. */
  WindowMarks marks() {
    return marks;
  }

  /** How many attribute columns the table of a signal has. */
  int columns(Signal signal) {
    return columns.getOrDefault(signal, 0);
  }

  /** Whether its tables are there. */
  boolean isMade() {
    return made;
  }

  /** Its tables are there, with so many attribute columns by signal. */
  void made(Map<Signal, Integer> attributeColumns) {
    made = true;
    columns = Map.copyOf(attributeColumns);
  }

  /** Whether what DuckDB has of it in memory may differ from its file. */
  boolean isDoubtful() {
    return doubtful;
  }

  void doubt(boolean differs) {
    doubtful = differs;
  }

  List<Seal> seals() {
    return seals;
  }

  String alias() {
    return "w" + number;
  }

  List<Seal> seals(Signal signal) {
    return seals.stream().filter(seal -> seal.signal() == signal).toList();
  }

  /**
   * When the first records of its last seal came, nanoseconds since 1970; the smallest for none.
   */
  long newestArrival() {
    return seals.stream().mapToLong(Seal::arrivedNano).max().orElse(Long.MIN_VALUE);
  }

  boolean meets(TimeRange range) {
    return seals.stream().anyMatch(seal -> seal.meets(range));
  }

  RecordCounts records() {
    return seals.stream().map(Seal::counts).reduce(RecordCounts.NONE, RecordCounts::plus);
  }

  /** A snapshot reads it from now on. */
  synchronized void pin() {
    pins++;
  }

  /** A snapshot reads it no more; true when it is to be deleted, and nobody reads it. */
  synchronized boolean unpin() {
    return --pins == 0 && retired;
  }

  synchronized boolean isRead() {
    return pins > 0;
  }

  /** It is to be deleted; true when nobody reads it. */
  synchronized boolean retire() {
    retired = true;
    return pins == 0;
  }

  /** The log beside a window's file, whatever the file is called. */
  static Path log(Path file) {
    return file.resolveSibling(file.getFileName() + ".wal");
  }

  private Path wal() {
    return log(file);
  }

  /** What lies in its log and not yet in its file. */
  long logBytes() {
    try {
      return Files.exists(wal()) ? Files.size(wal()) : 0;
    } catch (IOException e) {
      // The log went between the two questions; then it holds nothing.
      return 0;
    }
  }

  long bytes() {
    try {
      return (Files.exists(file) ? Files.size(file) : 0)
          + (Files.exists(wal()) ? Files.size(wal()) : 0)
          + marks.file().bytes();
    } catch (IOException e) {
      // The file went between the two questions; then it holds nothing.
      return 0;
    }
  }

  void delete() throws IOException {
    Files.deleteIfExists(file);
    Files.deleteIfExists(wal());
    marks.file().delete();
  }
}
