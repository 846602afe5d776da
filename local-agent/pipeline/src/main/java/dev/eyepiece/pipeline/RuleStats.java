package dev.eyepiece.pipeline;

/**
 * Figures of the rules on the road, since it was opened, replays not counted.
 *
 * @param on rule sets in force
 * @param dropped records that rules took away, of all signals
 * @param invalid records that rules made into something that OTLP does not allow, and that were
 *     left out for it
 * @param refused requests refused because of an error under {@code propagate}
 * @param last what was wrong last with a request or with what rules made of it; empty when nothing
 */
public record RuleStats(int on, long dropped, long invalid, long refused, String last) {
  public static final RuleStats NONE = new RuleStats(0, 0, 0, 0, "");
}
