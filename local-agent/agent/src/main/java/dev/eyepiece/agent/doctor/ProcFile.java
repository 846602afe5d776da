package dev.eyepiece.agent.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Files of {@code /proc}, which have no size to ask for and may not be there at all. */
public final class ProcFile {
  private static final int MAX_BYTES = 8 << 20;

  private ProcFile() {}

  /** The text without its last line end; empty when it cannot be read. */
  public static Optional<String> text(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return Optional.of(
          new String(in.readNBytes(MAX_BYTES), StandardCharsets.ISO_8859_1).stripTrailing());
    } catch (IOException notHere) {
      return Optional.empty();
    }
  }

  /** The lines; none when it cannot be read. */
  public static List<String> lines(Path file) {
    return text(file).map(text -> text.lines().toList()).orElse(List.of());
  }
}
