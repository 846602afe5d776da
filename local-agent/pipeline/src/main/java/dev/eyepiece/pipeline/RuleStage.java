package dev.eyepiece.pipeline;

import dev.eyepiece.otlp.RequestDecoder;
import dev.eyepiece.ottl.OttlRunException;
import dev.eyepiece.ottl.RuleSet;
import dev.eyepiece.telemetry.MalformedOtlpException;
import dev.eyepiece.telemetry.PerSignal;
import dev.eyepiece.telemetry.RecordBatch;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.telemetry.TelemetryTree;
import java.util.ArrayList;
import java.util.List;

/**
 * The rule sets in force, in their order. A request goes through all of them as a tree and becomes
 * columns again; where no rule touches its signal it stays the columns that it was, and no tree is
 * made. Runs on one thread at a time.
 */
final class RuleStage {
  private static final System.Logger LOG = System.getLogger(RuleStage.class.getName());

  private final List<RunningRule> rules;
  private final PerSignal<List<RunningRule>> bySignal;
  private final long hash;
  private final RequestDecoder decoder;
  private final Arrival arrival;

  /** What became of a request. */
  sealed interface Result {}

  /**
   * It goes on.
   *
   * @param batch may be empty
   * @param dropped records that rules took away
   * @param invalid records that OTLP does not allow any more
   * @param remark why they are not allowed
   */
  record Passed(RecordBatch batch, long dropped, long invalid, String remark) implements Result {}

  /** A rule refuses it whole. */
  record Refused(String reason) implements Result {}

  /** A rule set and what it counts over one request. */
  private record Counted(RunningRule rule, RuleSet.Counters counters) {}

  /**
   * @param hash what the journal knows these rules by
   * @param arrival time and chance of the compiled rules
   */
  RuleStage(List<RunningRule> rules, long hash, RequestDecoder decoder, Arrival arrival) {
    this.rules = List.copyOf(rules);
    this.hash = hash;
    this.decoder = decoder;
    this.arrival = arrival;
    bySignal =
        new PerSignal<>(signal -> this.rules.stream().filter(r -> r.touches(signal)).toList());
  }

  List<RunningRule> rules() {
    return rules;
  }

  boolean touches(Signal signal) {
    return !bySignal.get(signal).isEmpty();
  }

  /** What a journal record of the signal carries. */
  long hash(Signal signal) {
    return touches(signal) ? hash : Journal.EMPTY_RULE_SET;
  }

  /**
   * Runs the rules over a request.
   *
   * @param batch with the id and the time of the journal
   * @param counted false for a replay, whose request was counted when it came
   */
  Result apply(RecordBatch batch, Fingerprint fingerprint, boolean counted) {
    List<RunningRule> touching = bySignal.get(batch.signal());
    if (touching.isEmpty()) {
      return new Passed(batch, 0, 0, "");
    }
    arrival.at(batch, fingerprint);
    List<Counted> counts = new ArrayList<>(touching.size());
    RunningRule at = touching.getFirst();
    try {
      TelemetryTree tree = decoder.tree(batch);
      long dropped = 0;
      boolean touched = false;
      for (RunningRule rule : touching) {
        at = rule;
        RuleSet.Counters counters = rule.compiled().counters();
        counts.add(new Counted(rule, counters));
        long before = TreeRows.count(tree);
        boolean left = rule.compiled().apply(tree, counters);
        touched |= !left || counters.isTouched();
        dropped += Math.max(0, before - TreeRows.count(tree));
        if (!left) {
          break;
        }
      }
      Result result = touched ? columns(tree, batch, dropped) : new Passed(batch, 0, 0, "");
      if (counted) {
        counts.forEach(one -> one.rule().ran(one.counters()));
      }
      return result;
    } catch (OttlRunException e) {
      return refused(at, counts, String.valueOf(e.getMessage()), counted);
    } catch (MalformedOtlpException | RuntimeException | StackOverflowError e) {
      // What rules should have changed must not pass unchanged because of a defect.
      LOG.log(System.Logger.Level.ERROR, "rules met a defect", e);
      return refused(at, counts, "met a defect: " + e, counted);
    }
  }

  private Result columns(TelemetryTree tree, RecordBatch batch, long dropped)
      throws MalformedOtlpException {
    byte[] bytes = tree.encode();
    RequestDecoder.Decoded decoded = decoder.decode(batch.signal(), bytes, bytes.length);
    RecordBatch changed = decoded.batch().withId(batch.id(), batch.arrivedUnixNano());
    String remark = decoded.rejected() == 0 ? "" : decoded.message();
    return new Passed(changed, dropped, decoded.rejected(), remark);
  }

  private static Refused refused(
      RunningRule at, List<Counted> counts, String why, boolean counted) {
    String reason = at.reason(why);
    if (counted) {
      for (Counted one : counts) {
        if (one.rule() == at) {
          at.refused(one.counters(), reason);
        } else {
          one.rule().gaveUp(one.counters());
        }
      }
    }
    return new Refused(reason);
  }
}
