package dev.eyepiece.agent.folder;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files and folders that only their owner can read, where the file system knows owners. */
public final class PrivateFiles {
  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  /** Far more than any of these files needs. */
  private static final int MAX_BYTES = 64 << 10;

  private PrivateFiles() {}

  /** Creates a folder and its parents; those that are there are left as they are. */
  public static void createFolder(Path folder) throws IOException {
    Files.createDirectories(folder, attributes("rwx------"));
  }

  /** Writes the whole file so that a reader sees either the old text or the new one. */
  public static void write(Path file, String text) throws IOException {
    write(file, text, false);
  }

  /** As above; the text outlives a power cut. */
  public static void writeForced(Path file, String text) throws IOException {
    write(file, text, true);
  }

  private static void write(Path file, String text, boolean force) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + "." + ProcessHandle.current().pid());
    Files.deleteIfExists(fresh);
    try (FileChannel channel =
        FileChannel.open(
            fresh,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            attributes("rw-------"))) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      if (force) {
        channel.force(true);
      }
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Whether its owner alone can read a file; true where the file system knows no such thing.
   *
   * @throws IOException when the file is not there, saying so
   */
  public static boolean isPrivate(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException("the file " + file + " is not there");
    }
    return !POSIX
        || Files.getPosixFilePermissions(file).stream()
            .noneMatch(permission -> permission.name().matches("(GROUP|OTHERS)_.*"));
  }

  /** Reads a small file. */
  public static String read(Path file) throws IOException {
    return read(file, MAX_BYTES);
  }

  /** Reads a file of so many bytes at most. */
  public static String read(Path file, int mostBytes) throws IOException {
    if (Files.size(file) > mostBytes) {
      throw new IOException(file + " is larger than " + mostBytes + " bytes");
    }
    return Files.readString(file);
  }

  static FileAttribute<?>[] attributes(String permissions) {
    if (!POSIX) {
      return new FileAttribute<?>[0];
    }
    return new FileAttribute<?>[] {
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
    };
  }
}
