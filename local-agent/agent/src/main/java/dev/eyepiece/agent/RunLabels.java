package dev.eyepiece.agent;

import dev.eyepiece.agent.folder.DataFolder;
import dev.eyepiece.agent.folder.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What people call their runs, in a file of the data folder. What is received never changes, so a
 * new name is kept beside it. For one thread.
 */
public final class RunLabels {
  private static final int LONGEST = 120;
  private static final int MOST = 10_000;
  private static final long MOST_BYTES = 8L << 20;

  private final Path file;
  private final Map<String, String> labels = new LinkedHashMap<>();

  private RunLabels(Path file) {
    this.file = file;
  }

  /**
   * Reads those of a folder; a file that is not there has none.
   *
   * @throws IOException also when the file is none of these
   */
  public static RunLabels open(Path dataFolder) throws IOException {
    RunLabels read = new RunLabels(DataFolder.runs(dataFolder));
    if (!Files.exists(read.file)) {
      return read;
    }
    if (Files.size(read.file) > MOST_BYTES) {
      throw new IOException(read.file + " is larger than " + MOST_BYTES + " bytes");
    }
    try {
      for (Map.Entry<String, @Nullable Object> entry :
          JsonText.readObject(Files.readString(read.file)).entrySet()) {
        read.labels.put(entry.getKey(), String.valueOf(entry.getValue()));
      }
      return read;
    } catch (IllegalArgumentException e) {
      throw new IOException(read.file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Where the store of a data folder is, in which stretches of time can be kept. */
  public static Path windows(Path dataFolder) {
    return DataFolder.windows(dataFolder);
  }

  /** None of any folder. */
  public static RunLabels none() {
    return new RunLabels(Path.of(""));
  }

  /** What a run is called. */
  public String of(String name) {
    return labels.getOrDefault(name, name);
  }

  /**
   * Calls a run otherwise, from now on.
   *
   * @throws IllegalArgumentException when the label is empty, too long, or of more than one line
   */
  public void put(String name, String label) throws IOException {
    String clean = label.strip();
    if (clean.isEmpty() || clean.length() > LONGEST || clean.chars().anyMatch(c -> c < ' ')) {
      throw new IllegalArgumentException(
          "expected a name of 1 to " + LONGEST + " characters on one line");
    }
    if (clean.equals(name)) {
      labels.remove(name);
    } else {
      labels.put(name, clean);
    }
    if (labels.size() > MOST) {
      labels.remove(labels.keySet().iterator().next());
    }
    PrivateFiles.write(file, JsonText.write(labels));
  }
}
