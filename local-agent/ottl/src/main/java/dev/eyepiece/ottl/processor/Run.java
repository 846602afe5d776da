package dev.eyepiece.ottl.processor;

import dev.eyepiece.ottl.engine.Frame;
import dev.eyepiece.ottl.engine.Node;
import dev.eyepiece.ottl.value.OttlException;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** One batch on its way through a processor: where it stands, what is counted, who is told. */
final class Run {
  /** One record of so many is timed: reading the clock takes longer than most statements. */
  private static final int SAMPLED = 256;

  private final Frame frame = new Frame();
  private final Tally tally;
  private final @Nullable Observer observer;

  /** Begins anywhere, so that small batches are sampled as often as large ones. */
  private int records = ThreadLocalRandom.current().nextInt(SAMPLED);

  Run(Tally tally, @Nullable Observer observer) {
    this.tally = tally;
    this.observer = observer;
  }

  Frame frame() {
    return frame;
  }

  boolean isObserved() {
    return observer != null;
  }

  Tally tally() {
    return tally;
  }

  /** Whether the next record is one whose statements are timed. */
  boolean nextTimed() {
    return records++ % SAMPLED == 0;
  }

  private boolean run(Statement statement) {
    if (!statement.isUnconditional() && !statement.where().test(frame)) {
      return false;
    }
    Node editor = statement.editor();
    if (editor != null) {
      editor.get(frame);
      tally.ran(statement.number(), frame.takeChanged());
    }
    return true;
  }

  /** Evaluates a condition on the record at hand; a failed one does not hold. */
  boolean test(Statement condition, ErrorMode mode, boolean timed) throws RunException {
    if (timed || observer != null) {
      return watched(condition, mode, timed);
    }
    try {
      return condition.where().test(frame);
    } catch (OttlException e) {
      failed(condition, mode, e);
      return false;
    }
  }

  /** Counts an error, and throws it on where the mode says so. */
  void failed(Statement statement, ErrorMode mode, OttlException e) throws RunException {
    String error = "" + e.getMessage();
    // What it changed before it failed is not the next statement's.
    frame.takeChanged();
    tally.error(statement.number(), error);
    if (mode == ErrorMode.PROPAGATE) {
      throw new RunException(statement.path(), statement.text(), error);
    }
  }

  /**
   * Runs a statement, or evaluates a condition, on the record at hand; timed, or told to an
   * observer.
   */
  boolean watched(Statement statement, ErrorMode mode, boolean timed) throws RunException {
    long start = timed ? System.nanoTime() : 0;
    if (observer != null) {
      observer.before(statement.number(), statement.edits(), frame);
    }
    boolean matched = false;
    OttlException error = null;
    try {
      matched = run(statement);
    } catch (OttlException e) {
      error = e;
    }
    if (observer != null) {
      observer.after(statement.number(), matched, error == null ? null : "" + error.getMessage());
    }
    if (timed) {
      tally.time(statement.number(), SAMPLED * (System.nanoTime() - start));
    }
    if (error != null) {
      failed(statement, mode, error);
    }
    return matched;
  }
}
