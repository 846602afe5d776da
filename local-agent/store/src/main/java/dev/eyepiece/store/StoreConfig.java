package dev.eyepiece.store;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How a DuckDB store is kept.
 *
 * @param folder of the window files; made when it is not there
 * @param capBytes what all windows may take on disk; the oldest is deleted above it
 * @param windowBytes a window is ended above this
 * @param windowAge a window is ended at this age, so that what is old can go
 * @param keepFor a window goes when its newest records came longer ago; zero for never
 * @param memoryBytes what DuckDB may take, of which 64 MiB, or half, is for seals alone
 * @param stagingBytes what spans on their way into a window may take
 * @param leastMarked records of which marks are written at once, as long as enough come
 * @param threads of DuckDB while records come in
 * @param calmThreads of DuckDB while none do
 */
public record StoreConfig(
    Path folder,
    long capBytes,
    long windowBytes,
    Duration windowAge,
    Duration keepFor,
    long memoryBytes,
    long stagingBytes,
    int leastMarked,
    int threads,
    int calmThreads) {

  /** What a store may take outside of the Java heap when nobody says how much. */
  public static final long DEFAULT_MEMORY = 512L << 20;

  private static final int LEAST_MARKED = 32_768;

  public static StoreConfig of(Path folder) {
    return new StoreConfig(
        folder,
        10L << 30,
        512L << 20,
        Duration.ofHours(6),
        Duration.ZERO,
        ofDuckDb(DEFAULT_MEMORY),
        DEFAULT_MEMORY - ofDuckDb(DEFAULT_MEMORY),
        LEAST_MARKED,
        Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
        Runtime.getRuntime().availableProcessors());
  }

  /**
   * The same with so many bytes outside of the Java heap: five eighths of them for DuckDB, the rest
   * for what is on its way into a window.
   */
  public StoreConfig withMemory(long bytes) {
    return new StoreConfig(
        folder,
        capBytes,
        windowBytes,
        windowAge,
        keepFor,
        ofDuckDb(bytes),
        bytes - ofDuckDb(bytes),
        leastMarked,
        threads,
        calmThreads);
  }

  public StoreConfig withCap(long newCapBytes, long newWindowBytes) {
    return new StoreConfig(
        folder,
        newCapBytes,
        newWindowBytes,
        windowAge,
        keepFor,
        memoryBytes,
        stagingBytes,
        leastMarked,
        threads,
        calmThreads);
  }

  /** The same that keeps records so long; zero for ever. */
  public StoreConfig keptFor(Duration time) {
    return new StoreConfig(
        folder,
        capBytes,
        windowBytes,
        windowAge,
        time,
        memoryBytes,
        stagingBytes,
        leastMarked,
        threads,
        calmThreads);
  }

  /** The same that writes marks as soon as there are so many records. */
  StoreConfig marking(int least) {
    return new StoreConfig(
        folder,
        capBytes,
        windowBytes,
        windowAge,
        keepFor,
        memoryBytes,
        stagingBytes,
        least,
        threads,
        calmThreads);
  }

  private static long ofDuckDb(long bytes) {
    return bytes / 8 * 5;
  }
}
