package dev.eyepiece.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** One database file and the name under which it is attached. */
record Window(int number, Path file) {
  private static final String SUFFIX = ".duckdb";

  static Window of(Path folder, int number) {
    return new Window(
        number, folder.resolve(String.format(Locale.ROOT, "%010d%s", number, SUFFIX)));
  }

  /** The number of a window file, -1 for any other file. */
  static int number(Path file) {
    String name = file.getFileName().toString();
    return name.matches("\\d{10}\\.duckdb") ? Integer.parseInt(name.substring(0, 10)) : -1;
  }

  String alias() {
    return "w" + number;
  }

  private Path wal() {
    return file.resolveSibling(file.getFileName() + ".wal");
  }

  long bytes() {
    try {
      return (Files.exists(file) ? Files.size(file) : 0)
          + (Files.exists(wal()) ? Files.size(wal()) : 0);
    } catch (IOException e) {
      // The file went between the two questions; then it holds nothing.
      return 0;
    }
  }

  void delete() throws IOException {
    Files.deleteIfExists(file);
    Files.deleteIfExists(wal());
  }
}
