package dev.eyepiece.ui.settings;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Kept in a properties file, which is written whole beside the old one and then takes its place. A
 * file that cannot be read is said in the log and starts empty; one that cannot be written is said
 * once. Safe for use by several threads.
 */
public final class RememberedFile implements Remembered, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(RememberedFile.class.getName());
  private static final int MOST_BYTES = 4 << 20;
  private static final int MOST_VALUE = 64 << 10;
  private static final int MOST_KEYS = 1000;
  private static final long SOON_MILLIS = 500;

  private final Path file;
  private final Map<String, String> values = new ConcurrentSkipListMap<>();
  private final AtomicBoolean waiting = new AtomicBoolean();
  private final AtomicBoolean saidUnwritable = new AtomicBoolean();
  private final ScheduledExecutorService writer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("eyepiece-remember").factory());

  private RememberedFile(Path file) {
    this.file = file;
  }

  /** Reads the file; one that is not there is empty. */
  public static RememberedFile open(Path file) {
    RememberedFile remembered = new RememberedFile(file);
    remembered.read();
    return remembered;
  }

  private void read() {
    if (!Files.exists(file)) {
      return;
    }
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new IOException("larger than " + MOST_BYTES + " bytes");
      }
      Properties all = new Properties();
      all.load(new StringReader(Files.readString(file)));
      all.stringPropertyNames().forEach(key -> values.put(key, all.getProperty(key)));
    } catch (IOException | IllegalArgumentException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          file + " cannot be read, the window starts as new: " + e.getMessage());
    }
  }

  @Override
  public String get(String key, String otherwise) {
    return values.getOrDefault(key, otherwise);
  }

  @Override
  public void put(String key, String value) {
    boolean room = values.containsKey(key) || values.size() < MOST_KEYS;
    if (value.length() > MOST_VALUE || !room || value.equals(values.put(key, value))) {
      return;
    }
    if (waiting.compareAndSet(false, true) && !writer.isShutdown()) {
      var _ = writer.schedule(this::write, SOON_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void write() {
    waiting.set(false);
    Properties all = new Properties();
    all.putAll(values);
    StringWriter text = new StringWriter();
    Path beside = file.resolveSibling(file.getFileName() + ".part");
    try {
      all.store(text, null);
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Files.writeString(beside, text.toString(), StandardCharsets.UTF_8);
      Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (saidUnwritable.compareAndSet(false, true)) {
        LOG.log(
            System.Logger.Level.WARNING,
            file + " cannot be written, the window will forget: " + e.getMessage());
      }
    }
  }

  /** Writes what is not written yet. */
  @Override
  public void close() {
    writer.shutdownNow();
    if (waiting.get()) {
      write();
    }
  }
}
