package dev.eyepiece.net;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Finds out which process listens on a port, where /proc tells. */
public final class PortOwner {
  private static final Path PROC = Path.of("/proc");

  private PortOwner() {}

  /** A phrase to add to an error, empty when nothing is known. */
  static String describe(int port) {
    return find(port).map(owner -> " (taken by " + owner + ")").orElse("");
  }

  /** The process that listens on a TCP port of this machine, as {@code name (pid N)}. */
  public static Optional<String> find(int port) {
    try {
      Optional<String> inode = inode("net/tcp", port).or(() -> inode("net/tcp6", port));
      return inode.isEmpty() ? Optional.empty() : holder(inode.get());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> inode(String table, int port) {
    String wanted = String.format(Locale.ROOT, ":%04X", port);
    try {
      return Files.readAllLines(PROC.resolve(table)).stream()
          .map(line -> line.strip().split("\\s+"))
          .filter(f -> f.length > 9 && f[1].endsWith(wanted) && f[3].equals("0A"))
          .map(f -> f[9])
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> holder(String inode) throws IOException {
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path process : processes) {
        if (holds(process.resolve("fd"), "socket:[" + inode + "]")) {
          String name = Files.readString(process.resolve("comm")).strip();
          return Optional.of(name + " (pid " + process.getFileName() + ")");
        }
      }
    }
    return Optional.empty();
  }

  private static boolean holds(Path descriptors, String target) {
    try (DirectoryStream<Path> links = Files.newDirectoryStream(descriptors)) {
      for (Path link : links) {
        if (Files.readSymbolicLink(link).toString().equals(target)) {
          return true;
        }
      }
    } catch (IOException e) {
      // The process ended or belongs to somebody else: then it is not known, which is no error.
      return false;
    }
    return false;
  }
}
