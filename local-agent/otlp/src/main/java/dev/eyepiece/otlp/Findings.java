package dev.eyepiece.otlp;

import java.util.BitSet;

/** Gathers what a validator finds in one request into one sentence. For one thread. */
final class Findings {
  private final String records;
  private final BitSet rejected = new BitSet();
  private String firstRefusal = "";
  private String firstWarning = "";
  private int warned;

  /**
   * @param records what the signal's records are called, in the plural
   */
  Findings(String records) {
    this.records = records;
  }

  /**
   * Refuses a record.
   *
   * @param reason what is wrong and with which record; asked for the first alone
   */
  void reject(int row, Reason reason) {
    if (rejected.isEmpty()) {
      firstRefusal = reason.text();
    }
    rejected.set(row);
  }

  /** Takes a record and says what is odd about it. */
  void warn(Reason reason) {
    if (warned == 0) {
      firstWarning = reason.text();
    }
    warned++;
  }

  /** A sentence that is made only when it is needed. */
  interface Reason {
    String text();
  }

  Verdict verdict() {
    int refused = rejected.cardinality();
    StringBuilder message = new StringBuilder(firstRefusal);
    if (refused > 1) {
      message.append(", and ").append(refused - 1).append(" more ").append(records);
      message.append(" were refused");
    }
    if (warned > 0) {
      message.append(message.isEmpty() ? "" : "; ").append("taken as it came: ");
      message.append(firstWarning);
    }
    if (warned > 1) {
      message.append(", and ").append(warned - 1).append(" more ").append(records);
    }
    return new Verdict(rejected, message.toString());
  }
}
