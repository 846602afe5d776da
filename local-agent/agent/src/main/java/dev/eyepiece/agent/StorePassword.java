package dev.eyepiece.agent;

import dev.eyepiece.agent.folder.PrivateFiles;
import dev.eyepiece.store.ClickHouseConfig;
import dev.eyepiece.store.Secret;
import dev.eyepiece.store.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the password of a ClickHouse: in a file of the user's own, else in the environment. */
public final class StorePassword {
  private static final String VARIABLE = "EYEPIECE_STORE_PASSWORD";
  private static final int MOST = 4096;

  private StorePassword() {}

  /**
   * A ClickHouse by its URL, to be read.
   *
   * @param file holds the password in one line and can be read by its owner alone; null for the
   *     environment's, or none
   */
  public static ClickHouseConfig of(
      String url, @Nullable Path file, Map<String, String> environment)
      throws StoreException, IOException {
    ClickHouseConfig config = ClickHouseConfig.parse(url);
    String password = file == null ? environment.getOrDefault(VARIABLE, "") : read(file);
    if (password.length() > MOST) {
      throw new StoreException("the password of a store has more than " + MOST + " characters");
    }
    return config.withPassword(password.isEmpty() ? Secret.NONE : new Secret(password));
  }

  private static String read(Path file) throws IOException {
    if (!PrivateFiles.isPrivate(file)) {
      throw new IOException(
          "the password file " + file + " can be read by others; expected mode 0600");
    }
    String password = PrivateFiles.read(file).strip();
    if (password.isEmpty()) {
      throw new IOException("the password file " + file + " is empty; expected one line");
    }
    return password;
  }
}
