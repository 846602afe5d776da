package dev.eyepiece.ottl.processor;

import dev.eyepiece.telemetry.Attributes;
import dev.eyepiece.telemetry.TelemetryTree;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compiled statements that run one after another on each record of a context. */
final class Group {
  private final String context;
  private final AnyOf conditions;
  private final Statement[] statements;
  private final ErrorMode errorMode;
  private final @Nullable Attributes cache;

  /**
   * A group.
   *
   * @param conditions one of them must hold, when there are any
   * @param cache notes that outlive records, {@code null} when each has its own
   */
  Group(
      String context,
      List<Statement> conditions,
      List<Statement> statements,
      ErrorMode errorMode,
      @Nullable Attributes cache) {
    this.context = context;
    this.conditions = new AnyOf(conditions);
    this.statements = statements.toArray(Statement[]::new);
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
    for (Statement statement : statements) {
      run.execute(statement, errorMode, timed);
    }
  }
}
