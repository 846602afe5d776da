package dev.eyepiece.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that is there and cannot be opened until this is closed; by a link that leads nowhere. */
final class Unopenable implements AutoCloseable {
  private final Path file;
  private final Path real;

  Unopenable(Path file) throws IOException {
    this.file = file;
    real = file.resolveSibling(file.getFileName() + ".real");
    Files.move(file, real);
    Files.createSymbolicLink(file, file.getFileName());
  }

  void giveBack() throws IOException {
    if (Files.exists(real)) {
      Files.delete(file);
      Files.move(real, file);
    }
  }

  @Override
  public void close() throws IOException {
    giveBack();
  }
}
