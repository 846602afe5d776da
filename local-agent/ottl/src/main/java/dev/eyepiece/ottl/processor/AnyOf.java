package dev.eyepiece.ottl.processor;

import dev.eyepiece.ottl.engine.Choice;
import dev.eyepiece.ottl.engine.Condition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Conditions of which one must hold, asked in their order; what can be asked at once is. */
final class AnyOf {
  private final Statement[] conditions;
  private final Step[] steps;

  /**
   * Some of the conditions.
   *
   * @param choice {@code null} for one condition that is asked as it is
   */
  private record Step(int first, @Nullable Choice choice) {}

  AnyOf(List<Statement> conditions) {
    this.conditions = conditions.toArray(Statement[]::new);
    List<Condition> all = conditions.stream().map(Statement::where).toList();
    List<Step> made = new ArrayList<>();
    for (int i = 0; i < all.size(); ) {
      Choice choice = Choice.of(all.subList(i, all.size()));
      made.add(new Step(i, choice));
      i += choice == null ? 1 : choice.size();
    }
    steps = made.toArray(Step[]::new);
  }

  boolean isEmpty() {
    return conditions.length == 0;
  }

  /**
   * The first that holds on the record at hand; {@code null} when none does.
   *
   * @param timed whether each is timed, and so asked by itself
   * @throws RunException for an error that the mode does not pass over
   */
  @Nullable Statement first(Run run, ErrorMode mode, boolean timed) throws RunException {
    if (timed || run.isObserved()) {
      for (Statement condition : conditions) {
        if (run.test(condition, mode, timed)) {
          return condition;
        }
      }
      return null;
    }
    for (Step step : steps) {
      Choice choice = step.choice;
      if (choice != null) {
        int found = choice.find(run.frame());
        if (found >= 0) {
          return conditions[step.first + found];
        }
      } else if (run.test(conditions[step.first], mode, false)) {
        return conditions[step.first];
      }
    }
    return null;
  }
}
