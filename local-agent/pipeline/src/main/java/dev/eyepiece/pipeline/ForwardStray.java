package dev.eyepiece.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * A queue of the forwarder that no endpoint has any more, as when one was taken out of the settings
 * file by hand: it stays until somebody deletes it, or an endpoint of its name is there again.
 *
 * @param diskBytes what its files take
 */
public record ForwardStray(String name, Path folder, long diskBytes) {

  /**
   * Those of a data folder, by name; one whose files take nothing is none.
   *
   * @param endpoints names of all endpoints, those that are off included
   */
  public static List<ForwardStray> find(Path dataFolder, Collection<String> endpoints)
      throws IOException {
    Path folder = Forwards.folder(dataFolder);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Path> strays;
    try (Stream<Path> queues = Files.list(folder)) {
      strays =
          queues
              .filter(Files::isDirectory)
              .filter(queue -> RoadRule.isId(queue.getFileName().toString()))
              .filter(queue -> !endpoints.contains(queue.getFileName().toString()))
              .sorted()
              .toList();
    }
    List<ForwardStray> found = new ArrayList<>();
    for (Path stray : strays) {
      long bytes = size(stray);
      if (bytes > 0) {
        found.add(new ForwardStray(stray.getFileName().toString(), stray, bytes));
      }
    }
    return found;
  }

  private static long size(Path queue) throws IOException {
    long bytes = 0;
    try (Stream<Path> files = Files.list(queue)) {
      for (Path file : files.toList()) {
        bytes += fileSize(file);
      }
    }
    return bytes;
  }

  private static long fileSize(Path file) throws IOException {
    try {
      return Files.size(file);
    } catch (NoSuchFileException gone) {
      // Somebody deletes it just now.
      return 0;
    }
  }
}
