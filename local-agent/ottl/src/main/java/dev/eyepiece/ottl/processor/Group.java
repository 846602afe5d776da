package dev.eyepiece.ottl.processor;

import dev.eyepiece.telemetry.Attributes;
import dev.eyepiece.telemetry.TelemetryTree;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compiled statements that run one after another on each record of a context. */
final class Group {
  private final String context;
  private final AnyOf conditions;
  private final Steps steps;
  private final ErrorMode errorMode;
  private final @Nullable Attributes cache;

  /**
   * A group.
   *
   * @param conditions one of them must hold, when there are any
   * @param fusedAfter see {@link Rules.Options}
   * @param cache notes that outlive records, {@code null} when each has its own
   */
  Group(
      String context,
      List<Statement> conditions,
      List<Statement> statements,
      ErrorMode errorMode,
      int fusedAfter,
      @Nullable Attributes cache) {
    this.context = context;
    this.conditions = new AnyOf(conditions);
    steps = new Steps(statements, fusedAfter);
    this.errorMode = errorMode;
    this.cache = cache;
  }

  void run(TelemetryTree tree, Run run) throws RunException {
    Walk.over(tree, run.frame(), context, () -> at(run));
  }

  private void at(Run run) throws RunException {
    if (cache != null) {
      run.frame().useCache(cache);
    }
    boolean timed = run.nextTimed();
    if (!conditions.isEmpty() && conditions.first(run, errorMode, timed) == null) {
      return;
    }
    steps.run(run, errorMode, timed);
  }
}
