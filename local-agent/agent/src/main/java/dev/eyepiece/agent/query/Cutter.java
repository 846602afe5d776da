package dev.eyepiece.agent.query;

/** Lets so many records pass and says whether there were more. */
final class Cutter {
  private final long limit;
  private long rows;
  private boolean cut;

  /**
   * @param limit 0 for no limit
   */
  Cutter(long limit) {
    this.limit = limit;
  }

  /** Does what is to be done with a record, unless the limit is reached. */
  void take(Runnable record) {
    if (limit > 0 && rows == limit) {
      cut = true;
    } else {
      rows++;
      record.run();
    }
  }

  /** How many passed. */
  long rows() {
    return rows;
  }

  /** True when one did not pass. */
  boolean cut() {
    return cut;
  }
}
