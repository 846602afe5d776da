package dev.eyepiece.agent.folder;

import dev.eyepiece.agent.FolderOwnedException;
import dev.eyepiece.agent.JsonText;
import dev.eyepiece.agent.Owner;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Ownership of a data folder: a lock that the system drops when the process ends, however it ends,
 * and beside it a file that names the owner. The two are apart because some systems let nobody read
 * a locked file.
 */
public final class FolderLock implements AutoCloseable {
  private static final String LOCK = "owner.lock";
  private static final String OWNER = "owner.json";

  private static final int READER_TRIES = 50;
  private static final int READER_PAUSE_MILLIS = 100;

  /**
   * Folders locked by this process: closing any channel to a file drops this process's POSIX locks
   * on it, so a second try must not even open the file.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final FileChannel channel;

  private FolderLock(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /** Takes the folder, which must be there. */
  public static FolderLock take(Path dataFolder) throws IOException, FolderOwnedException {
    Path folder = dataFolder.toRealPath();
    if (!HELD.add(folder)) {
      throw new FolderOwnedException(folder, owner(folder));
    }
    boolean taken = false;
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(
              folder.resolve(LOCK),
              Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
              PrivateFiles.attributes("rw-------"));
      if (!lock(channel, folder)) {
        throw new FolderOwnedException(folder, owner(folder));
      }
      taken = true;
      return new FolderLock(folder, channel);
    } catch (OverlappingFileLockException e) {
      throw new FolderOwnedException(folder, owner(folder));
    } finally {
      if (!taken) {
        HELD.remove(folder);
        if (channel != null) {
          channel.close();
        }
      }
    }
  }

  /**
   * Readers lock a folder too, name nobody and are gone in a moment; a living owner is told of at
   * once.
   */
  private static boolean lock(FileChannel channel, Path folder) throws IOException {
    for (int tries = 0; channel.tryLock() == null; tries++) {
      if (tries == READER_TRIES || owner(folder) != null) {
        return false;
      }
      try {
        Thread.sleep(READER_PAUSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }

  /** Keeps owners away while the folder is only read. Changes nothing in it. */
  public static Closeable share(Path dataFolder) throws IOException, FolderOwnedException {
    Path folder = dataFolder.toRealPath();
    if (HELD.contains(folder)) {
      throw new FolderOwnedException(folder, owner(folder));
    }
    Path file = folder.resolve(LOCK);
    if (!Files.exists(file)) {
      return () -> {};
    }
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true);
      if (lock != null) {
        return channel;
      }
    } catch (OverlappingFileLockException shared) {
      // A second reader in this process: the first one's lock keeps owners away from both.
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    channel.close();
    throw new FolderOwnedException(folder, owner(folder));
  }

  /** Says who owns the folder; until then others only learn that somebody does. */
  public void name(Owner owner) throws IOException {
    Map<String, @Nullable Object> text = new LinkedHashMap<>();
    text.put("pid", owner.pid());
    text.put("startedUnixMillis", owner.started().toEpochMilli());
    text.put("api", owner.api().toString());
    PrivateFiles.write(folder.resolve(OWNER), JsonText.write(text));
  }

  /** Whom the folder names as its living owner. */
  public static @Nullable Owner owner(Path folder) {
    try {
      Map<String, @Nullable Object> text =
          JsonText.readObject(PrivateFiles.read(folder.resolve(OWNER)));
      if (text.get("pid") instanceof Long pid
          && text.get("startedUnixMillis") instanceof Long started
          && text.get("api") instanceof String api) {
        Owner owner = new Owner(pid, Instant.ofEpochMilli(started), URI.create(api));
        return owner.isAlive() ? owner : null;
      }
      return null;
    } catch (IOException | IllegalArgumentException unnamed) {
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    if (!channel.isOpen()) {
      return;
    }
    try {
      Files.deleteIfExists(folder.resolve(OWNER));
    } finally {
      channel.close();
      HELD.remove(folder);
    }
  }
}
