package dev.eyepiece.pipeline;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Rule sets by their hash, beside the journal, for as long as a segment needs them. Safe for use by
 * several threads.
 */
final class RuleArchive {
  private static final String SUFFIX = ".rules";
  private static final String ASIDE = ".aside";
  private static final System.Logger LOG = System.getLogger(RuleArchive.class.getName());

  private final Path folder;
  private long inForce = Journal.EMPTY_RULE_SET;

  /** Those that are about to be in force, else those that are. */
  private long kept = Journal.EMPTY_RULE_SET;

  RuleArchive(Path journal) {
    folder = journal.resolve("rules");
  }

  private Path file(long hash) {
    return folder.resolve(HexFormat.of().toHexDigits(hash) + SUFFIX);
  }

  /**
   * Keeps rule sets that are about to be in force; on the disk when it returns. Those before are
   * kept too until {@link #switched}: requests still come to be journaled under them.
   */
  synchronized void keep(List<RoadRule> rules) throws IOException {
    if (rules.isEmpty()) {
      kept = Journal.EMPTY_RULE_SET;
      return;
    }
    byte[] bytes = RuleText.write(rules);
    long hash = RuleText.hash(bytes);
    Path file = file(hash);
    if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), bytes)) {
      write(file, bytes);
    }
    kept = hash;
  }

  /** What was kept last is in force. */
  synchronized void switched() {
    inForce = kept;
  }

  private void write(Path file, byte[] bytes) throws IOException {
    JournalFile.createFolders(folder);
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try (FileChannel channel =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer all = ByteBuffer.wrap(bytes);
      while (all.hasRemaining()) {
        channel.write(all);
      }
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    JournalFile.forceNames(folder);
  }

  /** Rule sets that were in force when a request was journaled. */
  List<RoadRule> load(long hash) throws IOException {
    Path file = file(hash);
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new IOException("the rules that were on then are not there: " + file, e);
    }
    if (RuleText.hash(bytes) != hash) {
      throw new IOException(file + " is not what was written");
    }
    try {
      return RuleText.read(bytes);
    } catch (IllegalArgumentException e) {
      throw new IOException(file + " is broken: " + e.getMessage(), e);
    }
  }

  /** Deletes what neither a segment needs nor is in force. */
  synchronized void retain(Set<Long> needed) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(SUFFIX) && !isNeeded(name, needed)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "rules that nothing needs were not deleted", e);
    }
  }

  private boolean isNeeded(String name, Set<Long> needed) {
    String hex = name.substring(0, name.length() - SUFFIX.length());
    if (!hex.matches("[0-9a-f]{16}")) {
      return true;
    }
    long hash = HexFormat.fromHexDigitsToLong(hex);
    return hash == inForce || hash == kept || needed.contains(hash);
  }

  /** Keeps rule sets of a segment that is set aside, for whoever looks at it. */
  synchronized void setAside(Set<Long> hashes) throws IOException {
    for (long hash : hashes) {
      Path file = file(hash);
      if (Files.exists(file)) {
        Path kept = file.resolveSibling(file.getFileName() + ASIDE);
        Files.copy(file, kept, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }
}
