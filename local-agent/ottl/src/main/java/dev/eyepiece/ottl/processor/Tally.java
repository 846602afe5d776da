package dev.eyepiece.ottl.processor;

/** What the statements of a rule set did, by their numbers. For one thread. */
public final class Tally {
  private final long[] matched;
  private final long[] changed;
  private final long[] dropped;
  private final long[] errors;
  private final long[] nanos;
  private final String[] lastErrors;

  public Tally(int statements) {
    matched = new long[statements];
    changed = new long[statements];
    dropped = new long[statements];
    errors = new long[statements];
    nanos = new long[statements];
    lastErrors = new String[statements];
    java.util.Arrays.fill(lastErrors, "");
  }

  /** Records on which its condition held. */
  public long matched(int statement) {
    return matched[statement];
  }

  /** Records that it made different. */
  public long changed(int statement) {
    return changed[statement];
  }

  /** Records that it took away: of what lay below a dropped one, each counts. */
  public long dropped(int statement) {
    return dropped[statement];
  }

  public long errors(int statement) {
    return errors[statement];
  }

  /** Time spent, in nanoseconds, scaled up from one of so many records. */
  public long nanos(int statement) {
    return nanos[statement];
  }

  /** The newest error, empty when there was none. */
  public String lastError(int statement) {
    return lastErrors[statement];
  }

  void ran(int statement, boolean hasChanged) {
    matched[statement]++;
    if (hasChanged) {
      changed[statement]++;
    }
  }

  void drop(int statement, long records) {
    matched[statement]++;
    dropped[statement] += records;
  }

  void error(int statement, String message) {
    errors[statement]++;
    lastErrors[statement] = message;
  }

  void time(int statement, long spent) {
    nanos[statement] += spent;
  }

  /** Whether anything matched or failed. */
  public boolean isTouched() {
    for (int i = 0; i < matched.length; i++) {
      if ((matched[i] | errors[i]) != 0) {
        return true;
      }
    }
    return false;
  }

  /** Adds another's errors alone. */
  public void addErrors(Tally other) {
    for (int i = 0; i < errors.length; i++) {
      errors[i] += other.errors[i];
      if (!other.lastErrors[i].isEmpty()) {
        lastErrors[i] = other.lastErrors[i];
      }
    }
  }

  /** Adds what another counted. */
  public void add(Tally other) {
    for (int i = 0; i < matched.length; i++) {
      matched[i] += other.matched[i];
      changed[i] += other.changed[i];
      dropped[i] += other.dropped[i];
      errors[i] += other.errors[i];
      nanos[i] += other.nanos[i];
      if (!other.lastErrors[i].isEmpty()) {
        lastErrors[i] = other.lastErrors[i];
      }
    }
  }
}
