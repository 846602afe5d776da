package dev.eyepiece.pipeline;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How the road is laid.
 *
 * @param folder the data folder; the journal is a folder in it
 * @param ringCapBytes what the ring may keep alive
 * @param queueCapBytes what may wait between receiver and ring
 * @param segmentBytes a journal segment is ended above this
 * @param sealRows unsealed rows at which a seal starts, and the most that one takes
 * @param sealAfter age of the oldest unsealed batch at which a seal starts
 * @param diskFloorBytes free disk below which nothing more is taken
 */
public record PipelineConfig(
    Path folder,
    Durability durability,
    long ringCapBytes,
    long queueCapBytes,
    long segmentBytes,
    int sealRows,
    Duration sealAfter,
    long diskFloorBytes) {

  /** A place in a segment has 31 bits, and a group of appends may overshoot the end. */
  private static final long MAX_SEGMENT_BYTES = 1L << 30;

  public PipelineConfig {
    if (segmentBytes < 1 || segmentBytes > MAX_SEGMENT_BYTES) {
      throw new IllegalArgumentException(
          "segmentBytes: " + segmentBytes + " (expected: 1 to " + MAX_SEGMENT_BYTES + ")");
    }
    if (queueCapBytes < 1 || queueCapBytes > MAX_SEGMENT_BYTES / 2) {
      throw new IllegalArgumentException(
          "queueCapBytes: " + queueCapBytes + " (expected: 1 to " + MAX_SEGMENT_BYTES / 2 + ")");
    }
    if (ringCapBytes < 1 || sealRows < 1 || sealAfter.isNegative() || diskFloorBytes < 0) {
      throw new IllegalArgumentException(
          "ringCapBytes: "
              + ringCapBytes
              + ", sealRows: "
              + sealRows
              + ", sealAfter: "
              + sealAfter
              + ", diskFloorBytes: "
              + diskFloorBytes
              + " (expected: positive numbers)");
    }
  }

  public static PipelineConfig of(Path folder) {
    return new PipelineConfig(
        folder,
        Durability.GROUP,
        256L << 20,
        64L << 20,
        64L << 20,
        122_880,
        Duration.ofSeconds(5),
        256L << 20);
  }

  public PipelineConfig withDurability(Durability other) {
    return new PipelineConfig(
        folder,
        other,
        ringCapBytes,
        queueCapBytes,
        segmentBytes,
        sealRows,
        sealAfter,
        diskFloorBytes);
  }

  public PipelineConfig withRing(long ringBytes, long queueBytes) {
    return new PipelineConfig(
        folder,
        durability,
        ringBytes,
        queueBytes,
        segmentBytes,
        sealRows,
        sealAfter,
        diskFloorBytes);
  }

  public PipelineConfig withSealing(int rows, Duration after) {
    return new PipelineConfig(
        folder, durability, ringCapBytes, queueCapBytes, segmentBytes, rows, after, diskFloorBytes);
  }
}
