package dev.eyepiece.pipeline;

/**
 * A time by both clocks. The monotonic one stands still while a machine sleeps, and the other one
 * may be set.
 *
 * @param nanos monotonic
 * @param unixNanos since 1970
 */
record Moment(long nanos, long unixNanos) {

  /** Whether no more than a time has passed until another moment, by either clock. */
  boolean isWithin(long most, Moment later) {
    return later.nanos - nanos <= most && Math.abs(later.unixNanos - unixNanos) <= most;
  }
}
