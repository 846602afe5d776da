package dev.eyepiece.ottl;

import dev.eyepiece.ottl.engine.Frame;
import dev.eyepiece.ottl.engine.Trace;
import dev.eyepiece.ottl.processor.Observer;
import dev.eyepiece.ottl.value.Json;
import dev.eyepiece.ottl.value.OttlException;
import dev.eyepiece.ottl.value.Values;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What each statement did on each record of a batch, and why. Bounded; for one thread. */
public final class Explanation implements Observer, Trace {
  private static final int MAX_VALUE_LENGTH = 1_000;

  private final int limit;
  private final List<Step> steps = new ArrayList<>();
  private List<Evaluated> evaluated = new ArrayList<>();
  private int first;
  private long cut;
  private @Nullable Object record;

  /**
   * A value that a part of a statement came to.
   *
   * @param start index of its first char in the statement
   * @param end index after its last char
   * @param value as JSON, shortened when it is long
   */
  public record Evaluated(int start, int end, String value) {}

  /** What came of a statement on a record. */
  public enum Outcome {
    MATCHED,
    NOT_MATCHED,
    FAILED
  }

  /**
   * A statement on a record.
   *
   * @param statement its place among {@link RuleSet#statements()}
   * @param record the record: a span, log, metric, data point, profile, resource or scope group
   * @param evaluated the sides of comparisons, and what conditions came to, in the order in which
   *     they were evaluated
   * @param error what went wrong, {@code null} when nothing did
   */
  public record Step(
      int statement,
      @Nullable Object record,
      Outcome outcome,
      List<Evaluated> evaluated,
      @Nullable String error) {}

  /**
   * An explanation.
   *
   * @param limit how many steps are kept; later ones are counted alone
   */
  public Explanation(int limit) {
    this.limit = limit;
  }

  public List<Step> steps() {
    return steps;
  }

  /** Steps beyond the limit. */
  public long cut() {
    return cut;
  }

  /**
   * As one JSON object: the statements with their counts, and the steps in order. Records are
   * numbered as they come; values are JSON as text.
   */
  public String json(RuleSet rules, RuleSet.Counters counters) {
    return ExplanationJson.write(rules, counters, this);
  }

  void startAt(int firstStatement) {
    first = firstStatement;
  }

  @Override
  public void before(int statement, Frame frame) {
    evaluated = new ArrayList<>();
    record = frame.current();
    frame.setTrace(this);
  }

  @Override
  public void evaluated(int start, int end, @Nullable Object value) {
    if (steps.size() < limit) {
      evaluated.add(new Evaluated(start, end, shown(value)));
    }
  }

  private static String shown(@Nullable Object value) {
    String text;
    try {
      text = Json.write(value);
    } catch (OttlException e) {
      text = Values.type(value);
    }
    return text.length() > MAX_VALUE_LENGTH ? text.substring(0, MAX_VALUE_LENGTH) + ".." : text;
  }

  @Override
  public void after(int statement, boolean matched, @Nullable String error) {
    if (steps.size() >= limit) {
      cut++;
      return;
    }
    Outcome outcome =
        error != null ? Outcome.FAILED : matched ? Outcome.MATCHED : Outcome.NOT_MATCHED;
    steps.add(new Step(first + statement, record, outcome, evaluated, error));
  }
}
