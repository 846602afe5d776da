package dev.eyepiece.ui.theme;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One way to write a view's content into a file.
 *
 * @param title for a menu, such as {@code CSV}
 * @param extension of the file, without the dot
 */
public record Export(String title, String extension, Content content) {

  /** Writes the content; called on a background thread. */
  @FunctionalInterface
  public interface Content {
    void writeTo(Writer out) throws IOException;
  }

  /** Writes beside the file first, so that a file is there whole or as it was. */
  public void save(Path file) throws IOException {
    Path beside = file.resolveSibling(file.getFileName() + ".part");
    try (Writer out = Files.newBufferedWriter(beside, StandardCharsets.UTF_8)) {
      content.writeTo(out);
    } catch (IOException e) {
      Files.deleteIfExists(beside);
      throw e;
    }
    Files.move(beside, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }
}
