package dev.eyepiece.ottl.function;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Lines of a file that comes with this module; {@code NOTICE.txt} beside it says whose it is. */
final class DataFile {
  private DataFile() {}

  static List<String> lines(String name) {
    try (InputStream in = Objects.requireNonNull(DataFile.class.getResourceAsStream(name), name);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return lines.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(name + " of this program cannot be read", e);
    }
  }
}
