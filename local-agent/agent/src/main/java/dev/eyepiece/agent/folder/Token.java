package dev.eyepiece.agent.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The bearer token of the local API: 256 random bits in a file that only the user can read. */
public final class Token {
  private static final int BYTES = 32;

  private Token() {}

  /** The file in a data folder. */
  public static Path file(Path dataFolder) {
    return dataFolder.resolve("token");
  }

  /** Reads the folder's token, or makes one when it has none or a broken one. */
  public static String ofFolder(Path dataFolder) throws IOException {
    Path file = file(dataFolder);
    if (Files.exists(file)) {
      String token = PrivateFiles.read(file).strip();
      if (token.length() == 2 * BYTES) {
        return token;
      }
    }
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    String token = HexFormat.of().formatHex(random);
    PrivateFiles.write(file, token + "\n");
    return token;
  }

  /** Reads a token from a file that somebody else wrote. */
  public static String read(Path file) throws IOException {
    String token;
    try {
      token = PrivateFiles.read(file).strip();
    } catch (NoSuchFileException e) {
      throw new IOException("the token file " + file + " cannot be read: it is not there", e);
    } catch (IOException e) {
      // Such an error says which file and, at times, nothing else.
      throw new IOException("the token file " + file + " cannot be read: " + e, e);
    }
    if (token.isEmpty() || !token.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw new IOException(
          "the file " + file + " holds no token: expected one line of printable characters");
    }
    return token;
  }
}
