package dev.eyepiece.store.marks;

/**
 * What is known of the texts of a column in some rows. Immutable.
 *
 * @param flags of {@link #OTHER} and the like
 * @param values hashes of the different ones, letters of ASCII in lower case; of ids that repeat
 *     several times
 * @param any three in a row
 * @param upper of them those that occur with a letter in upper case
 */
@SuppressWarnings("ArrayRecordComponent")
public record TextMarks(int flags, int[] values, Trigrams any, Trigrams upper) {
  /** Some texts have characters outside of ASCII. */
  static final int OTHER = 1;

  /** Some of these characters are letters of ASCII in lower case, so that nothing is known. */
  static final int FOLDING = 2;

  /** Some texts are so long that their hash is not among the values. */
  static final int LONG = 4;

  /** So many trigrams occur that they tell nothing. */
  static final int SATURATED = 8;

  /** How many different texts there are; about, when some are long or most are ids. */
  public int different() {
    return values.length;
  }

  /** Longer texts are hardly asked for whole; bytes. */
  static final int LONGEST_VALUE = 64;
}
