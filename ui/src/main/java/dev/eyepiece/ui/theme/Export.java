package dev.eyepiece.ui.theme;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

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
    void writeTo(OutputStream out) throws IOException;
  }

  /** Writes the content as text; called on a background thread. */
  @FunctionalInterface
  public interface Text {
    void writeTo(Writer out) throws IOException;
  }

  /** A file of text in UTF-8. */
  public static Export text(String title, String extension, Text text) {
    return new Export(
        title,
        extension,
        out -> {
          Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
          text.writeTo(writer);
          writer.flush();
        });
  }

  /** Writes beside the file first, so that a file is there whole or as it was. */
  public void save(Path file) throws IOException {
    Path beside = file.resolveSibling(file.getFileName() + ".part");
    try (OutputStream out = Files.newOutputStream(beside)) {
      content.writeTo(out);
    } catch (IOException e) {
      Files.deleteIfExists(beside);
      throw e;
    }
    Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
  }
}
