package dev.eyepiece.ottl.processor;

import dev.eyepiece.telemetry.Attributes;
import dev.eyepiece.telemetry.TelemetryTree;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compiled statements that run one after another on each record of a context.
 *
 * @param conditions one of them must hold, when there are any
 * @param cache notes that outlive records, {@code null} when each has its own
 */
record Group(
    String context,
    List<Statement> conditions,
    List<Statement> statements,
    ErrorMode errorMode,
    @Nullable Attributes cache) {

  void run(TelemetryTree tree, Run run) throws RunException {
    Walk.over(tree, run.frame(), context, () -> at(run));
  }

  private void at(Run run) throws RunException {
    if (cache != null) {
      run.frame().useCache(cache);
    }
    boolean timed = run.nextTimed();
    if (!conditions.isEmpty() && !holds(run, timed)) {
      return;
    }
    for (Statement statement : statements) {
      run.execute(statement, errorMode, timed);
    }
  }

  private boolean holds(Run run, boolean timed) throws RunException {
    for (Statement condition : conditions) {
      if (run.test(condition, errorMode, timed)) {
        return true;
      }
    }
    return false;
  }
}
