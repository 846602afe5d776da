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
 * @param sealRows unsealed rows at which a seal starts
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
