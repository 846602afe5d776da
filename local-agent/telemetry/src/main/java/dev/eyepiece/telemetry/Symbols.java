package dev.eyepiece.telemetry;

/**
 * Interned text: attribute keys and span names as small numbers. Numbers are stable for the life of
 * the table. Reading is safe from any thread; {@code intern} is safe from any thread.
 *
 * <p>A table is bounded, since names come from outside: text that no longer fits goes to a table of
 * the batch alone, which delegates to the shared one for numbers that are not negative.
 */
public interface Symbols {

  /** The text of a number that this table gave. */
  Utf8 utf8(int symbol);

  /**
   * How many numbers the shared table has given: every shared symbol is below it and not negative.
   */
  int sharedSize();
}
