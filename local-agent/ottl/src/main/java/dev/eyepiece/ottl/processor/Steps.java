package dev.eyepiece.ottl.processor;

import dev.eyepiece.ottl.engine.Condition;
import dev.eyepiece.ottl.engine.Frame;
import dev.eyepiece.ottl.value.OttlException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The statements of a group, which run on one record after another. */
final class Steps {
  private final Step[] steps;
  private final int fusedAfter;
  private Stretch[] fused = {};
  private int records;

  Steps(List<Statement> statements, int fusedAfter) {
    this.fusedAfter = fusedAfter;
    steps =
        statements.stream()
            .map(s ->
                new Step(
                    s,
                    s.isUnconditional() ? null : s.where(),
                    Objects.requireNonNull(s.editor()),
                    s.number()))
            .toArray(Step[]::new);
  }

  /** Runs all on the record at hand. Several threads may. */
  void run(Run run, ErrorMode mode, boolean timed) throws RunException {
    if (timed || run.isObserved()) {
      for (Step step : steps) {
        run.watched(step.statement(), mode, timed);
      }
      return;
    }
    if (fused.length == 0 && records++ == fusedAfter) {
      fuse();
    }
    Stretch[] all = fused;
    if (all.length > 0) {
      for (Stretch stretch : all) {
        stretch.run(run, mode);
      }
      return;
    }
    for (Step step : steps) {
      plain(step, run, mode);
    }
  }

  private static void plain(Step step, Run run, ErrorMode mode) throws RunException {
    Frame frame = run.frame();
    try {
      Condition where = step.where();
      if (where == null || where.test(frame)) {
        step.editor().get(frame);
        run.tally().ran(step.number(), frame.takeChanged());
      }
    } catch (OttlException e) {
      run.failed(step.statement(), mode, e);
    }
  }

  private void fuse() {
    List<Stretch> made = new ArrayList<>();
    for (int i = 0; i < steps.length; i += Fused.MOST) {
      made.add(Fused.of(List.of(steps).subList(i, Math.min(i + Fused.MOST, steps.length))));
    }
    fused = made.toArray(Stretch[]::new);
  }
}
