package dev.eyepiece.store;

/** Which records come first. */
public enum Direction {
  OLDEST_FIRST,
  NEWEST_FIRST
}
