package dev.eyepiece.pipeline;

import dev.eyepiece.ottl.RuleSet;
import dev.eyepiece.telemetry.Signal;

/** A compiled rule set and what it did. It runs on one thread; any thread reads its counts. */
final class RunningRule {
  private static final int MAX_REASON = 400;

  private final RoadRule rule;
  private final RuleSet compiled;
  private final RuleSet.Counters all;
  private long requests;
  private long refused;
  private String lastRefusal = "";

  RunningRule(RoadRule rule, RuleSet compiled) {
    this.rule = rule;
    this.compiled = compiled;
    all = compiled.counters();
  }

  RoadRule rule() {
    return rule;
  }

  RuleSet compiled() {
    return compiled;
  }

  boolean touches(Signal signal) {
    return rule.isFor(signal) && compiled.touches(signal);
  }

  synchronized void ran(RuleSet.Counters counters) {
    requests++;
    all.add(counters);
  }

  /** The request is given up: of what was counted over it, errors alone remain true. */
  synchronized void gaveUp(RuleSet.Counters counters) {
    requests++;
    all.addErrors(counters);
  }

  synchronized void refused(RuleSet.Counters counters, String reason) {
    gaveUp(counters);
    refused++;
    lastRefusal = reason;
  }

  /** A reason as a sender and a person are told it: with the rule set, of a bounded length. */
  String reason(String why) {
    String text = "rule set '" + rule.id() + "': " + why;
    return text.length() <= MAX_REASON ? text : text.substring(0, MAX_REASON) + "...";
  }

  synchronized RuleSetCounts counts(boolean on) {
    return new RuleSetCounts(rule.id(), on, requests, refused, lastRefusal, all.counts());
  }
}
