package dev.eyepiece.agent.folder;

import java.nio.file.Path;

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
}
