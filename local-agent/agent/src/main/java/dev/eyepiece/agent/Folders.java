package dev.eyepiece.agent;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The user's folders by the customs of the platform: the XDG base directories, {@code
 * ~/Library/Application Support}, or {@code %LOCALAPPDATA%}.
 *
 * @param data what is received
 * @param config where {@code eyepiece.yaml} is
 * @param state which agents run
 */
public record Folders(Path data, Path config, Path state) {

  /** The folders of the user who runs this process. */
  public static Folders ofUser(Map<String, String> environment) {
    // The XDG base directories are below $HOME, which the JVM's user.home does not follow.
    Path home = Path.of(System.getProperty("user.home", ".")).toAbsolutePath();
    return of(System.getProperty("os.name", ""), named(environment.get("HOME"), home), environment);
  }

  /**
   * The folders by these facts alone; nothing is created.
   *
   * @param system the name that the JVM gives the operating system
   * @param home an absolute path
   */
  public static Folders of(String system, Path home, Map<String, String> environment) {
    String name = system.toLowerCase(Locale.ROOT);
    if (name.startsWith("mac")) {
      Path folder = home.resolve("Library/Application Support/Eyepiece");
      return new Folders(folder, folder, folder.resolve("state"));
    }
    if (name.startsWith("windows")) {
      Path local = named(environment.get("LOCALAPPDATA"), home.resolve("AppData/Local"));
      Path roaming = named(environment.get("APPDATA"), home.resolve("AppData/Roaming"));
      Path folder = local.resolve("Eyepiece");
      return new Folders(folder, roaming.resolve("Eyepiece"), folder.resolve("state"));
    }
    return new Folders(
        named(environment.get("XDG_DATA_HOME"), home.resolve(".local/share")).resolve("eyepiece"),
        named(environment.get("XDG_CONFIG_HOME"), home.resolve(".config")).resolve("eyepiece"),
        named(environment.get("XDG_STATE_HOME"), home.resolve(".local/state")).resolve("eyepiece"));
  }

  /** The XDG specification has paths that are not absolute ignored. */
  private static Path named(@Nullable String text, Path otherwise) {
    if (text == null || text.isEmpty()) {
      return otherwise;
    }
    try {
      Path path = Path.of(text);
      return path.isAbsolute() ? path : otherwise;
    } catch (InvalidPathException e) {
      return otherwise;
    }
  }

  /** The settings file; it need not be there. */
  public Path settingsFile() {
    return config.resolve("eyepiece.yaml");
  }
}
