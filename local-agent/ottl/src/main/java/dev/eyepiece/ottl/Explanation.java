package dev.eyepiece.ottl;

import dev.eyepiece.ottl.engine.Context;
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
  private final Blame blame;
  private int first;
  private long cut;
  private @Nullable Object record;
  private @Nullable Frame frame;

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
   * The statement that a field has its present value from.
   *
   * @param record what holds the field: a record, or the resource or scope group around it
   * @param field its path, as a rule would write it: {@code span.attributes["k"]}; a span event's
   *     begins with {@code spanevent[0]}
   * @param statement its place among {@link RuleSet#statements()}
   * @param value as JSON, shortened when it is long; {@code null} when the statement removed it
   */
  public record Write(Object record, String field, int statement, @Nullable String value) {}

  /**
   * An explanation.
   *
   * @param limit how many steps and how many written fields are kept; later ones are counted alone
   */
  public Explanation(int limit) {
    this.limit = limit;
    this.blame = new Blame(limit);
  }

  /** Every field that a statement wrote, with the last that did; by record. */
  public List<Write> writes() {
    return blame.writes();
  }

  public List<Step> steps() {
    return steps;
  }

  /** Steps and written fields beyond the limit. */
  public long cut() {
    return cut + blame.cut();
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
  public void before(int statement, @Nullable Context edits, Frame at) {
    evaluated = new ArrayList<>();
    record = at.current();
    frame = at;
    at.setTrace(this);
    blame.before(steps.size() < limit ? edits : null, at);
  }

  @Override
  public void evaluated(int start, int end, @Nullable Object value) {
    if (steps.size() < limit) {
      evaluated.add(new Evaluated(start, end, shown(value)));
    }
  }

  static String shown(@Nullable Object value) {
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
    // A statement that failed may have written before it did.
    if (outcome != Outcome.NOT_MATCHED && frame != null) {
      blame.after(first + statement, frame);
    }
  }
}
