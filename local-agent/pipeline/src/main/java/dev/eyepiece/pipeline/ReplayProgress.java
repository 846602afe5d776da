package dev.eyepiece.pipeline;

/** Told while a road is opened how far its journal was read; on the opening thread. */
@FunctionalInterface
public interface ReplayProgress {
  /**
   * Takes how far the replay is.
   *
   * @param doneBytes of the journal that were read
   * @param totalBytes of the journal
   */
  void at(long doneBytes, long totalBytes);
}
