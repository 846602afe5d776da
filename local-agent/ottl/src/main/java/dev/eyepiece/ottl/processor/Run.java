package dev.eyepiece.ottl.processor;

import dev.eyepiece.ottl.engine.Frame;
import dev.eyepiece.ottl.value.OttlException;
import org.jspecify.annotations.Nullable;

/** One batch on its way through a processor: where it stands, what is counted, who is told. */
final class Run {
  /** One record of so many is timed. */
  private static final int SAMPLED = 64;

  private final Frame frame = new Frame();
  private final Tally tally;
  private final @Nullable Observer observer;
  private int records;

  Run(Tally tally, @Nullable Observer observer) {
    this.tally = tally;
    this.observer = observer;
  }

  Frame frame() {
    return frame;
  }

  Tally tally() {
    return tally;
  }

  /** Whether the next record is one whose statements are timed. */
  boolean nextTimed() {
    return records++ % SAMPLED == 0;
  }

  /** Runs a statement on the record at hand; errors go by the mode. */
  void execute(Statement statement, ErrorMode mode, boolean timed) throws RunException {
    long start = timed ? System.nanoTime() : 0;
    if (observer != null) {
      observer.before(statement.number(), frame);
    }
    boolean matched = false;
    String error = null;
    try {
      matched = statement.where().test(frame);
      if (matched && statement.editor() != null) {
        frame.takeChanged();
        statement.editor().get(frame);
        tally.ran(statement.number(), frame.takeChanged());
      }
    } catch (OttlException e) {
      error = "" + e.getMessage();
      tally.error(statement.number(), error);
    }
    if (observer != null) {
      observer.after(statement.number(), matched, error);
    }
    if (timed) {
      tally.time(statement.number(), SAMPLED * (System.nanoTime() - start));
    }
    if (error != null && mode == ErrorMode.PROPAGATE) {
      throw new RunException(statement.path(), statement.text(), error);
    }
  }

  /** Evaluates a condition on the record at hand; a failed one does not hold. */
  boolean test(Statement condition, ErrorMode mode, boolean timed) throws RunException {
    long start = timed ? System.nanoTime() : 0;
    if (observer != null) {
      observer.before(condition.number(), frame);
    }
    boolean matched = false;
    String error = null;
    try {
      matched = condition.where().test(frame);
    } catch (OttlException e) {
      error = "" + e.getMessage();
      tally.error(condition.number(), error);
    }
    if (observer != null) {
      observer.after(condition.number(), matched, error);
    }
    if (timed) {
      tally.time(condition.number(), SAMPLED * (System.nanoTime() - start));
    }
    if (error != null && mode == ErrorMode.PROPAGATE) {
      throw new RunException(condition.path(), condition.text(), error);
    }
    return matched;
  }
}
