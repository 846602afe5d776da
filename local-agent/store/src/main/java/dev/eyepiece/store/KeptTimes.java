package dev.eyepiece.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Stretches of time whose windows retention leaves alone, by name, in a file beside the windows: a
 * line each, from and to in nanoseconds since 1970 and the name. Any process may write it; the
 * store's owner reads it when something would have to go.
 */
public final class KeptTimes {
  private static final String FILE = "kept";
  private static final int MOST = 1_000;
  private static final long MOST_BYTES = 1L << 20;

  private final Path file;
  private final Map<String, TimeRange> times;

  private KeptTimes(Path file, Map<String, TimeRange> times) {
    this.file = file;
    this.times = times;
  }

  /**
   * Reads those of a store's folder; none when there is no file.
   *
   * @throws IOException also when the file is none of these
   */
  public static KeptTimes read(Path storeFolder) throws IOException {
    Path file = storeFolder.resolve(FILE);
    Map<String, TimeRange> times = new LinkedHashMap<>();
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new IOException(file + " is larger than " + MOST_BYTES + " bytes");
      }
      for (String line : Files.readAllLines(file)) {
        String[] parts = line.split(" ", 3);
        if (parts.length == 3) {
          times.put(parts[2], new TimeRange(Long.parseLong(parts[0]), Long.parseLong(parts[1])));
        }
      }
    } catch (NoSuchFileException none) {
      return new KeptTimes(file, times);
    } catch (NumberFormatException e) {
      throw new IOException(file + " cannot be read: " + e.getMessage(), e);
    }
    return new KeptTimes(file, times);
  }

  public boolean has(String name) {
    return times.containsKey(name);
  }

  List<TimeRange> ranges() {
    return List.copyOf(times.values());
  }

  /**
   * Keeps a stretch of time from now on.
   *
   * @throws IllegalArgumentException when there are too many, or the name has a line end
   */
  public void add(String name, TimeRange range) throws IOException {
    if (name.isBlank() || name.chars().anyMatch(c -> c < ' ')) {
      throw new IllegalArgumentException("expected a name on one line");
    }
    if (!times.containsKey(name) && times.size() == MOST) {
      throw new IllegalArgumentException(
          MOST + " stretches of time are kept; expected one of them to be let go first");
    }
    times.put(name, range);
    write();
  }

  /** Lets go of it; false when it was not kept. */
  public boolean remove(String name) throws IOException {
    if (times.remove(name) == null) {
      return false;
    }
    write();
    return true;
  }

  private void write() throws IOException {
    List<String> lines = new ArrayList<>();
    times.forEach(
        (name, range) -> lines.add(range.fromUnixNano() + " " + range.toUnixNano() + " " + name));
    Files.createDirectories(file.toAbsolutePath().getParent());
    Path fresh = file.resolveSibling(FILE + "." + ProcessHandle.current().pid());
    Files.write(fresh, lines, StandardCharsets.UTF_8);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
