package dev.eyepiece.ui.task;

/**
 * What this process uses.
 *
 * @param cpuPercent of one core, over the last second
 * @param rssBytes memory that the system holds for it; 0 where that is not known
 * @param heapBytes live and dead objects in the JVM's heap
 */
public record OwnUse(int cpuPercent, long rssBytes, long heapBytes) {
  public static final OwnUse UNKNOWN = new OwnUse(0, 0, 0);
}
