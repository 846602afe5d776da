package dev.eyepiece.agent.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** What is where in a data folder. */
public final class DataFolder {
  private DataFolder() {}

  /** The rule sets, a file each. */
  public static Path rules(Path dataFolder) {
    return dataFolder.resolve("rules");
  }

  /** The store's window files. */
  public static Path windows(Path dataFolder) {
    return dataFolder.resolve("windows");
  }

  /** What people call their runs. */
  public static Path runs(Path dataFolder) {
    return dataFolder.resolve("runs.json");
  }

  /** What is known of the fleet. */
  public static Path fleet(Path dataFolder) {
    return dataFolder.resolve("fleet");
  }

  /**
   * The name under which this folder's journal writes to a store elsewhere: of its own, since its
   * batches are numbered from its beginning.
   */
  public static String writer(Path dataFolder) throws IOException {
    Path file = dataFolder.resolve("store-writer");
    if (Files.exists(file)) {
      String name = PrivateFiles.read(file).strip();
      if (name.matches("[0-9a-f-]{36}")) {
        return name;
      }
    }
    String name = UUID.randomUUID().toString();
    PrivateFiles.writeForced(file, name + "\n");
    return name;
  }
}
