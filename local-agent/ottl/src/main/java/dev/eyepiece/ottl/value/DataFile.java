package dev.eyepiece.ottl.value;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Lines of a file that comes with this module; {@code NOTICE.txt} beside it says whose it is. */
public final class DataFile {
  private DataFile() {}

  /**
   * Reads one.
   *
   * @param beside the class whose package has it
   */
  public static List<String> lines(Class<?> beside, String name) {
    try (InputStream in = Objects.requireNonNull(beside.getResourceAsStream(name), name);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return lines.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(name + " of this program cannot be read", e);
    }
  }
}
