package dev.eyepiece.ui.query;

import dev.eyepiece.ui.task.Background;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/**
 * Statements that were saved, and those that were run, the newest first; kept in a file that only
 * its owner can read. FX thread only.
 */
final class StatementBook {
  private static final System.Logger LOG = System.getLogger(StatementBook.class.getName());
  private static final int MOST_RUN = 200;
  private static final int MOST_SAVED = 100;
  private static final int LONGEST_NAME = 80;
  private static final int LONGEST = 64 << 10;
  private static final long MOST_BYTES = 32L << 20;

  private final Path file;
  private final Background background;
  private final ReadOnlyObjectWrapper<List<Kept>> all = new ReadOnlyObjectWrapper<>(List.of());
  private Background.@org.jspecify.annotations.Nullable Task writing;

  /** Starts empty; {@link #load} reads the file. */
  StatementBook(Path file, Background background) {
    this.file = file;
    this.background = background;
  }

  /** Reads what is kept, in the background; what cannot be read is said in the log. */
  void load() {
    background.run(
        "Read kept statements", () -> read(file), this::merge, StatementBook::unreadable);
  }

  private static List<Kept> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    if (Files.size(file) > MOST_BYTES) {
      throw new IOException("larger than " + MOST_BYTES + " bytes");
    }
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      return lines.lines().map(Kept::parse).filter(Objects::nonNull).toList();
    }
  }

  private static void unreadable(Throwable problem) {
    LOG.log(
        System.Logger.Level.WARNING,
        "kept statements cannot be read, the list starts empty: " + problem.getMessage());
  }

  private void merge(List<Kept> read) {
    List<Kept> now = new ArrayList<>(all.get());
    read.stream().filter(one -> !now.contains(one)).forEach(now::add);
    all.set(bounded(now));
  }

  /** The saved ones first. */
  private static List<Kept> bounded(List<Kept> now) {
    return Stream.concat(
            now.stream().filter(Kept::isSaved).limit(MOST_SAVED),
            now.stream().filter(one -> !one.isSaved()).limit(MOST_RUN))
        .toList();
  }

  /** Saved ones, then those that were run, each the newest first. */
  ReadOnlyObjectProperty<List<Kept>> allProperty() {
    return all.getReadOnlyProperty();
  }

  /** Notes a statement that was run; one that is very long is not kept. */
  void ran(String sql) {
    String text = sql.strip();
    if (text.length() > LONGEST || text.isEmpty()) {
      return;
    }
    Kept kept = new Kept("", text);
    List<Kept> now = new ArrayList<>(all.get());
    now.remove(kept);
    now.addFirst(kept);
    set(now);
  }

  /**
   * Saves a statement; one of the same name is replaced.
   *
   * @throws IllegalArgumentException when name or statement is empty or too long
   */
  void save(String name, String sql) {
    String clean = name.strip();
    if (clean.isEmpty() || clean.length() > LONGEST_NAME) {
      throw new IllegalArgumentException(
          "a name of " + clean.length() + " characters; expected 1 to " + LONGEST_NAME);
    }
    if (sql.isBlank() || sql.length() > LONGEST) {
      throw new IllegalArgumentException(
          "a statement of " + sql.length() + " characters; expected 1 to " + LONGEST);
    }
    List<Kept> now = new ArrayList<>(all.get());
    now.removeIf(one -> one.name().equals(clean));
    now.addFirst(new Kept(clean, sql.strip()));
    set(now);
  }

  void forget(Kept kept) {
    set(all.get().stream().filter(one -> !one.equals(kept)).toList());
  }

  private void set(List<Kept> now) {
    List<Kept> kept = bounded(now);
    all.set(kept);
    if (writing != null && !writing.isDone()) {
      // The newer list has all that the older one had to say.
      writing.cancel();
    }
    writing =
        background.run(
            "Keep statements",
            () -> {
              write(kept);
              return kept;
            },
            done -> {},
            problem ->
                LOG.log(
                    System.Logger.Level.WARNING,
                    file + " cannot be written, statements will be forgotten: " + problem));
  }

  private synchronized void write(List<Kept> kept) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Path beside = Files.createTempFile(folder, "statements", ".part", ownerOnly());
    try {
      Files.write(beside, kept.stream().map(Kept::line).toList(), StandardCharsets.UTF_8);
      Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  private static FileAttribute<?>[] ownerOnly() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
