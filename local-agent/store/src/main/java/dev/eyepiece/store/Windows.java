package dev.eyepiece.store;

import dev.eyepiece.telemetry.RecordBatch;
import dev.eyepiece.telemetry.Signal;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/**
 * The windows of a store, oldest first: which one is filled, which go. Changed by the thread that
 * seals alone; snapshots take their list and keep its windows from going.
 */
final class Windows {
  private static final System.Logger LOG = System.getLogger(Windows.class.getName());

  /** What lies in a window's log takes as much memory and more, and time when it is opened. */
  private static final long MUCH_LOG = 64L << 20;

  /** By these DuckDB says that it did not come to read a file. */
  private static final List<String> FOR_NOW =
      List.of("Cannot open file", "Could not set lock", "Out of Memory", "No space left");

  private final StoreConfig config;
  private final Database database;

  /** Guards the list and the mark, which change together; held while DuckDB works at rest alone. */
  private final Object lock = new Object();

  private final List<Window> list = new ArrayList<>();
  private final IdentityHashMap<Dictionaries, Window> filled = new IdentityHashMap<>();
  private final List<Window> logged = new ArrayList<>();
  private volatile long sealedUpTo = RecordBatch.NO_ID;
  private int newest;
  private RecordCounts deleted = RecordCounts.NONE;

  /** Whether it was said that what is kept alone is larger than the cap. */
  private boolean keptFull;

  Windows(StoreConfig config, Database database) {
    this.config = config;
    this.database = database;
  }

  /** Attaches the windows of earlier runs; what cannot be read is set aside by name. */
  void openAll(boolean readOnly) throws SQLException, IOException {
    if (readOnly && !Files.isDirectory(config.folder())) {
      return;
    }
    List<Integer> numbers;
    try (Stream<Path> files = Files.list(config.folder())) {
      numbers = files.map(Window::number).filter(n -> n >= 0).sorted().toList();
    }
    if (!readOnly) {
      deleteMarks(number -> !numbers.contains(number));
    }
    for (int number : numbers) {
      newest = number;
      try {
        open(number);
      } catch (SQLException e) {
        if (!isEmpty(number)) {
          refuse(number, readOnly, e);
        } else if (!readOnly) {
          Path file = Window.path(config.folder(), number);
          Files.deleteIfExists(file);
          Files.deleteIfExists(Window.log(file));
          Files.deleteIfExists(Window.marks(config.folder(), number));
        }
      }
    }
    database.startMarks(list);
  }

  /** Deletes the marks of windows that are not there. */
  private void deleteMarks(IntPredicate gone) throws IOException {
    List<Path> marks;
    try (Stream<Path> files = Files.list(config.folder())) {
      marks = files.filter(file -> Window.numberOfMarks(file) >= 0).toList();
    }
    for (Path file : marks) {
      if (gone.test(Window.numberOfMarks(file))) {
        Files.deleteIfExists(file);
      }
    }
  }

  private void open(int number) throws SQLException {
    Window window = database.open(number, new Dictionaries());
    list.add(window);
    filled.put(window.dictionaries(), window);
    sealedUpTo = Math.max(sealedUpTo, database.sealedUpTo(window));
  }

  private boolean isEmpty(int number) {
    try {
      return database.isEmpty(number);
    } catch (SQLException e) {
      LOG.log(System.Logger.Level.DEBUG, "a window file cannot be attached", e);
      return false;
    }
  }

  private void refuse(int number, boolean readOnly, SQLException e)
      throws SQLException, IOException {
    Path file = Window.path(config.folder(), number);
    if (readOnly || isForNow(e)) {
      throw new SQLException("the window " + file + ": " + e.getMessage(), e);
    }
    Path aside = aside(file);
    Files.move(file, aside);
    if (Files.exists(Window.log(file))) {
      Files.move(Window.log(file), Window.log(aside));
    }
    Files.deleteIfExists(Window.marks(config.folder(), number));
    LOG.log(
        System.Logger.Level.WARNING,
        "the window " + file + " cannot be read and was set aside: " + e.getMessage());
  }

  /**
   * Whether a window could be readable another time: it would be missed for nothing when it were
   * set aside because another program reads it or the process has too many files open.
   */
  private static boolean isForNow(SQLException e) {
    String message = String.valueOf(e.getMessage());
    return FOR_NOW.stream().anyMatch(message::contains);
  }

  /** A name that is free: one of that number may have been set aside before. */
  private static Path aside(Path file) {
    Path aside = file.resolveSibling(file.getFileName() + ".unreadable");
    for (int i = 2; Files.exists(aside); i++) {
      aside = file.resolveSibling(file.getFileName() + "." + i + ".unreadable");
    }
    return aside;
  }

  /** In whose terms the next chunk is to be made. */
  Dictionaries currentDictionaries() {
    return list.isEmpty() || isFull(list.getLast(), 0)
        ? new Dictionaries()
        : list.getLast().dictionaries();
  }

  /** Whether a window takes no more. */
  boolean isFull(Window window, long nowNano) {
    return window.bytes() >= config.windowBytes()
        || window.dictionaries().isLarge()
        || nowNano - window.createdNano() >= config.windowAge().toNanos();
  }

  /** The window that chunks of a dictionary go into; made when there is none. */
  Window of(Dictionaries dictionaries, long nowNano) throws SQLException {
    Window known = filled.get(dictionaries);
    if (known == null) {
      newest++;
      WindowMarks marks = WindowMarks.of(config, newest, false);
      known = new Window(config.folder(), newest, dictionaries, nowNano, marks);
      database.create(known);
      filled.put(dictionaries, known);
    }
    return known;
  }

  /** Runs a commit and makes its rows and the mark visible as one: no snapshot falls between. */
  void publish(
      Window window,
      List<Seal> seals,
      List<WindowMarks.Stored> marks,
      long lastId,
      Map<Signal, Integer> columns,
      Commit commit)
      throws SQLException {
    synchronized (lock) {
      commit.run();
      window.marks().publish(marks);
      if (!window.isMade()) {
        list.add(window);
      }
      window.made(columns);
      window.seals().addAll(seals);
      sealedUpTo = lastId;
    }
  }

  /** Ends a transaction. */
  interface Commit {
    void run() throws SQLException;
  }

  long sealedUpTo() {
    return sealedUpTo;
  }

  /** What a snapshot sees. */
  record Pinned(List<Window> windows, Map<Signal, List<Source.Sealed>> sources, long sealedUpTo) {

    private static Pinned of(List<Window> windows, long sealedUpTo) {
      Map<Signal, List<Source.Sealed>> sources = new EnumMap<>(Signal.class);
      for (Signal signal : Signal.values()) {
        sources.put(
            signal, windows.stream().map(window -> Source.Sealed.of(window, signal)).toList());
      }
      return new Pinned(List.copyOf(windows), sources, sealedUpTo);
    }
  }

  /** All windows, kept from going until {@link #unpin}; the work is done at this very state. */
  <T> T pin(Pinning<T> work) throws SQLException {
    synchronized (lock) {
      T result = work.at(Pinned.of(list, sealedUpTo));
      list.forEach(Window::pin);
      return result;
    }
  }

  /** Makes something of pinned windows. */
  interface Pinning<T> {
    T at(Pinned pinned) throws SQLException;
  }

  void unpin(Pinned pinned) {
    for (Window window : pinned.windows()) {
      if (window.unpin()) {
        drop(window);
      }
    }
  }

  /** Ends a window: what lies in its log goes into its file as soon as no reader is in the way. */
  void end(Window window) {
    window.marks().forget();
    logged.add(window);
  }

  /** Empties the logs of ended windows, and of one that is being filled when its log is large. */
  void checkpointLarge(Window window) {
    if (window.logBytes() > MUCH_LOG && !logged.contains(window)) {
      logged.add(window);
    }
    logged.removeIf(database::checkpoint);
  }

  /** Empties the log of every window that has one, as far as no reader is in the way. */
  void tidy() {
    logged.removeIf(window -> window.logBytes() == 0 || database.checkpoint(window));
    list.stream().filter(window -> window.logBytes() > 0).forEach(database::checkpoint);
  }

  /**
   * Deletes the oldest windows while all of them are larger than the cap or too old; never the
   * newest, nor one that still waits for chunks, nor one with records of a time that is to be kept.
   */
  void retain(List<Dictionaries> awaited, long nowNano) {
    long kept = config.keepFor().toNanos();
    long oldestArrival = kept == 0 ? Long.MIN_VALUE : nowNano - kept;
    boolean large = bytes() > config.capBytes();
    if (list.size() < 2 || !(large || list.getFirst().newestArrival() < oldestArrival)) {
      return;
    }
    Optional<List<TimeRange>> keep = kept();
    if (keep.isEmpty()) {
      return;
    }
    int at = 0;
    while (at < list.size() - 1) {
      Window window = list.get(at);
      boolean goes = bytes() > config.capBytes() || window.newestArrival() < oldestArrival;
      if (!goes || awaited.contains(window.dictionaries())) {
        return;
      }
      if (keep.get().stream().anyMatch(window::meets)) {
        at++;
      } else {
        delete(window);
      }
    }
    boolean full = bytes() > config.capBytes();
    if (full && !keptFull) {
      LOG.log(
          System.Logger.Level.WARNING,
          "what is kept takes more than the cap of " + config.capBytes() + " bytes");
    }
    keptFull = full;
  }

  /**
   * A file that is no such list keeps nothing, and that is said. Of one that cannot be read now it
   * is not known what it keeps: then nothing goes until it can.
   */
  private Optional<List<TimeRange>> kept() {
    try {
      return Optional.of(KeptTimes.read(config.folder()).ranges());
    } catch (FileSystemException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "no window goes, what is to be kept cannot be read now: " + e.getMessage());
      return Optional.empty();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "what is to be kept is not known: " + e.getMessage());
      return Optional.of(List.of());
    }
  }

  private void delete(Window window) {
    synchronized (lock) {
      list.remove(window);
    }
    filled.remove(window.dictionaries());
    logged.remove(window);
    deleted = deleted.plus(window.records());
    if (window.retire()) {
      drop(window);
    }
  }

  private void drop(Window window) {
    try {
      database.detach(window);
      window.delete();
    } catch (SQLException | IOException e) {
      // It is in no list any more; the next start finds the file and deletes it again.
      LOG.log(
          System.Logger.Level.WARNING,
          "the window " + window.file() + " is not deleted yet: " + e.getMessage());
    }
  }

  private long bytes() {
    return list.stream().mapToLong(Window::bytes).sum();
  }

  StoreStats stats() {
    long oldest =
        list.stream()
            .flatMap(window -> window.seals().stream())
            .findFirst()
            .map(Seal::arrivedNano)
            .orElse(0L);
    return new StoreStats(
        list.stream().map(Window::records).reduce(RecordCounts.NONE, RecordCounts::plus),
        deleted,
        bytes(),
        config.capBytes(),
        list.size(),
        oldest);
  }

  /** Does something while nobody reads; not when somebody does. A snapshot waits for its end. */
  void whenUnread(Runnable work) {
    synchronized (lock) {
      if (list.stream().noneMatch(Window::isRead)) {
        work.run();
      }
    }
  }

  /** Lets go of the files beside the windows. */
  void close() {
    for (Window window : list) {
      try {
        window.marks().file().close();
      } catch (IOException e) {
        LOG.log(System.Logger.Level.DEBUG, "a file of marks does not close", e);
      }
    }
  }

  void checkpointAll() {
    list.forEach(database::checkpoint);
  }
}
