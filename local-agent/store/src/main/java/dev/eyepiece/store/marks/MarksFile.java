package dev.eyepiece.store.marks;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/**
 * The file beside a window that has its marks, section after section. It can be lost at any time:
 * then everything is read. Safe for use by several threads, which an interrupt does not keep from
 * reading.
 */
public final class MarksFile implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(MarksFile.class.getName());

  private final Path path;
  private final boolean readOnly;
  private @Nullable RandomAccessFile file;
  private boolean lost;

  /**
   * @param readOnly whether it is left where it is, whatever it holds
   */
  public MarksFile(Path path, boolean readOnly) {
    this.path = path;
    this.readOnly = readOnly;
  }

  /** Whether there is nothing to be had from it, nor to be written into it, any more. */
  public synchronized boolean isLost() {
    return lost;
  }

  /** Bytes on disk. */
  public synchronized long bytes() {
    try {
      return Files.exists(path) ? Files.size(path) : 0;
    } catch (IOException e) {
      // It went between the two questions; then it takes nothing.
      return 0;
    }
  }

  private RandomAccessFile open(String mode) throws IOException {
    RandomAccessFile open = file;
    if (open == null) {
      open = new RandomAccessFile(path.toFile(), mode);
      file = open;
    }
    return open;
  }

  /** Writes a section. */
  synchronized void write(long at, byte[] section) throws IOException {
    RandomAccessFile open = open("rw");
    open.seek(at);
    open.write(section);
  }

  /** Reads some pages, which are not looked at; fewer when the file ends before. */
  synchronized byte[] read(long at, int length) throws IOException {
    if (lost) {
      throw new IOException("the marks are lost");
    }
    if (!Files.exists(path)) {
      throw new NoSuchFileException(path.toString(), null, "there is no such file");
    }
    RandomAccessFile open = open(readOnly ? "r" : "rw");
    if (open.length() < at + length) {
      throw new EOFException("it ends at " + open.length() + " (expected: " + (at + length) + ")");
    }
    byte[] bytes = new byte[length];
    open.seek(at);
    open.readFully(bytes);
    return bytes;
  }

  /** Sets it aside: what it holds is not what was written there. */
  synchronized void lose(IOException why) {
    if (lost) {
      return;
    }
    lost = true;
    String aside = "";
    try {
      close();
      if (!readOnly && Files.exists(path)) {
        Files.move(
            path,
            path.resolveSibling(path.getFileName() + ".unreadable"),
            StandardCopyOption.REPLACE_EXISTING);
        aside = " and were set aside";
      }
    } catch (IOException e) {
      aside = " and cannot be set aside: " + e.getMessage();
    }
    LOG.log(
        System.Logger.Level.WARNING,
        "the marks "
            + path
            + " cannot be used"
            + aside
            + "; its window is read whole: "
            + why.getMessage());
  }

  /** Deletes it. */
  public synchronized void delete() throws IOException {
    lost = true;
    close();
    Files.deleteIfExists(path);
  }

  @Override
  public synchronized void close() throws IOException {
    RandomAccessFile open = file;
    file = null;
    if (open != null) {
      open.close();
    }
  }
}
