package dev.eyepiece.ruleeditor;

import dev.eyepiece.ottl.Explanation;
import dev.eyepiece.ottl.OttlRunException;
import dev.eyepiece.ottl.RuleSet;
import dev.eyepiece.telemetry.OtlpJson;
import dev.eyepiece.telemetry.TelemetryTree;
import java.util.ArrayList;
import java.util.List;

/**
 * What rules would do to records; nothing that is held is changed.
 *
 * @param outcomes one a record, in the order of the records
 * @param counts what each statement did over all of them
 */
public record DryRun(List<Outcome> outcomes, List<RuleSet.Count> counts) {
  private static final int MOST_STEPS = 1_000;

  /** What became of a record. */
  public enum Fate {
    CHANGED("changed"),
    DROPPED("dropped"),
    FAILED("failed"),
    UNTOUCHED("untouched");

    private final String title;

    Fate(String title) {
      this.title = title;
    }

    public String title() {
      return title;
    }
  }

  /**
   * A record before and after.
   *
   * @param before as OTLP JSON, without line breaks
   * @param after the same; empty when the record was dropped
   * @param error why it failed; empty when it did not
   * @param whys what each statement did, in order
   */
  public record Outcome(
      String title, Fate fate, String before, String after, String error, List<Why> whys) {}

  /**
   * A statement on a record.
   *
   * @param evaluated what the sides of its condition came to
   * @param wrote the fields whose present value is from it, each as {@code span.name = "x"}
   */
  public record Why(
      String statement,
      Explanation.Outcome outcome,
      List<Explanation.Evaluated> evaluated,
      String error,
      List<String> wrote) {

    /** Each side as it is written and what it was: {@code status.code = 0}. */
    public List<String> sides() {
      return evaluated.stream()
          .map(side ->
              statement.substring(clamp(side.start()), clamp(side.end())) + " = " + side.value())
          .toList();
    }

    private int clamp(int offset) {
      return Math.clamp(offset, 0, statement.length());
    }
  }

  /**
   * Tries rules on records; takes time in proportion to both. Ends early when its thread is
   * interrupted.
   */
  public static DryRun of(RuleSet rules, List<Sample> samples) {
    List<Outcome> outcomes = new ArrayList<>();
    RuleSet.Counters counters = rules.counters();
    for (Sample sample : samples) {
      if (Thread.currentThread().isInterrupted()) {
        break;
      }
      outcomes.add(one(rules, counters, sample));
    }
    return new DryRun(List.copyOf(outcomes), counters.counts());
  }

  private static Outcome one(RuleSet rules, RuleSet.Counters counters, Sample sample) {
    TelemetryTree tree = sample.copy();
    String before = OtlpJson.write(tree);
    Explanation explanation = new Explanation(MOST_STEPS);
    String error = "";
    boolean left = true;
    try {
      left = rules.apply(tree, counters, explanation);
    } catch (OttlRunException e) {
      error = String.valueOf(e.getMessage());
    }
    List<Why> whys = whys(rules, explanation);
    if (error.isEmpty()) {
      error = whys.stream().map(Why::error).filter(text -> !text.isEmpty()).findFirst().orElse("");
    }
    String after = left && !isEmpty(tree) ? OtlpJson.write(tree) : "";
    return new Outcome(sample.title(), fate(before, after, error), before, after, error, whys);
  }

  private static boolean isEmpty(TelemetryTree tree) {
    return tree.resources().stream()
        .allMatch(
            resource -> resource.scopes().stream().allMatch(scope -> scope.records().isEmpty()));
  }

  private static Fate fate(String before, String after, String error) {
    if (!error.isEmpty()) {
      return Fate.FAILED;
    }
    if (after.isEmpty()) {
      return Fate.DROPPED;
    }
    return before.equals(after) ? Fate.UNTOUCHED : Fate.CHANGED;
  }

  private static List<Why> whys(RuleSet rules, Explanation explanation) {
    List<RuleSet.Statement> statements = rules.statements();
    List<Why> whys = new ArrayList<>();
    List<Explanation.Write> writes = new ArrayList<>(explanation.writes());
    for (Explanation.Step step : explanation.steps()) {
      String error = step.error();
      List<Explanation.Write> wrote =
          writes.stream().filter(write -> write.statement() == step.statement()).toList();
      writes.removeAll(wrote);
      whys.add(
          new Why(
              statements.get(step.statement()).text(),
              step.outcome(),
              step.evaluated(),
              error == null ? "" : error,
              wrote.stream().map(DryRun::shown).toList()));
    }
    return List.copyOf(whys);
  }

  private static String shown(Explanation.Write write) {
    return write.field() + (write.value() == null ? " is gone" : " = " + write.value());
  }

  /** How many records met a fate. */
  public int count(Fate fate) {
    return (int) outcomes.stream().filter(outcome -> outcome.fate() == fate).count();
  }
}
