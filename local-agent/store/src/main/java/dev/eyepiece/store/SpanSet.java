package dev.eyepiece.store;

/**
 * Spans of one trace that a structural search selects; a trace of which none is selected does not
 * match. Relations are those of the parent ids as held: a span without a held parent is no child,
 * and in a cycle of parents a span descends from itself.
 */
public sealed interface SpanSet {

  /** The spans that match; never an {@link Search.InTrace}. */
  record Filter(Search search) implements SpanSet {}

  /** Those spans of the right set that stand so to any span of the left. */
  record Related(SpanSet left, Step step, SpanSet right) implements SpanSet {}

  /** The spans of both sets, where neither is empty: {@code &&}. */
  record Both(SpanSet left, SpanSet right) implements SpanSet {}

  /** The spans of either set: {@code ||}. */
  record Either(SpanSet left, SpanSet right) implements SpanSet {}

  /**
   * The spans of the set, where an aggregate over them compares so: {@code | count() > 2}.
   *
   * @param key what is aggregated: {@code duration} in nanoseconds, or a numeric attribute; empty
   *     for {@link Function#COUNT}. Spans without it are left out; an aggregate of none is no match
   * @param op any but {@link Search.Op#EXISTS}
   */
  record Kept(SpanSet set, Function function, String key, Search.Op op, double value)
      implements SpanSet {}

  /** How a selected span stands to one of the left. */
  enum Step {
    CHILD(">"),
    DESCENDANT(">>"),
    PARENT("<"),
    ANCESTOR("<<"),
    /** Another span of the same parent id, which need not be held. */
    SIBLING("~");

    private final String symbol;

    Step(String symbol) {
      this.symbol = symbol;
    }

    /** As it is written. */
    public String symbol() {
      return symbol;
    }
  }

  /** An aggregate over the spans of a set. */
  enum Function {
    COUNT,
    MIN,
    MAX,
    SUM,
    AVG
  }
}
