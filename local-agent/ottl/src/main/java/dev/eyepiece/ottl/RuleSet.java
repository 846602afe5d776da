package dev.eyepiece.ottl;

import dev.eyepiece.ottl.processor.Rules;
import dev.eyepiece.ottl.processor.RunException;
import dev.eyepiece.ottl.processor.Tally;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.telemetry.TelemetryTree;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compiled rules: one or more processors, one after another. Safe for use by several threads. */
public final class RuleSet {
  private final List<Rules> rules;
  private final List<String> names;

  RuleSet(List<Rules> rules, List<String> names) {
    this.rules = List.copyOf(rules);
    this.names = List.copyOf(names);
  }

  /**
   * A statement, or a condition that drops records or guards a group.
   *
   * @param rule the name of its processor
   * @param path where it stands in the processor's configuration
   */
  public record Statement(String rule, String path, String text, boolean condition) {}

  /**
   * What a statement did.
   *
   * @param matched records on which its condition held
   * @param changed records that it made different
   * @param dropped records that it took away
   * @param errors records on which it failed
   * @param nanos time spent, in nanoseconds, estimated from one of 256 records
   * @param lastError the newest error, empty when there was none
   */
  public record Count(
      Statement statement,
      long matched,
      long changed,
      long dropped,
      long errors,
      long nanos,
      String lastError) {}

  /** Adds up what statements do. For one thread. */
  public final class Counters {
    private final List<Tally> tallies = new ArrayList<>();

    private Counters() {
      rules.forEach(r -> tallies.add(new Tally(r.size())));
    }

    /** Counts by statement, in the order of the rules. */
    public List<Count> counts() {
      List<Count> counts = new ArrayList<>();
      List<Statement> all = statements();
      int at = 0;
      for (int i = 0; i < tallies.size(); i++) {
        Tally tally = tallies.get(i);
        for (int j = 0; j < rules.get(i).size(); j++) {
          counts.add(
              new Count(
                  all.get(at++),
                  tally.matched(j),
                  tally.changed(j),
                  tally.dropped(j),
                  tally.errors(j),
                  tally.nanos(j),
                  tally.lastError(j)));
        }
      }
      return counts;
    }

    /** Whether anything matched, was dropped or failed: if not, what was run over is as before. */
    public boolean isTouched() {
      return tallies.stream().anyMatch(Tally::isTouched);
    }

    /** Adds the errors alone, of a run whose changes were given up. */
    public void addErrors(Counters other) {
      for (int i = 0; i < tallies.size(); i++) {
        tallies.get(i).addErrors(other.tallies.get(i));
      }
    }

    /** Adds what other counters of the same rules counted. */
    public void add(Counters other) {
      for (int i = 0; i < tallies.size(); i++) {
        tallies.get(i).add(other.tallies.get(i));
      }
    }
  }

  /** New counters for these rules. */
  public Counters counters() {
    return new Counters();
  }

  /** Whether there is anything to do for a signal. */
  public boolean touches(Signal signal) {
    return rules.stream().anyMatch(each -> each.touches(signal));
  }

  /** All statements and conditions, in the order in which they are configured. */
  public List<Statement> statements() {
    List<Statement> all = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      Rules each = rules.get(i);
      for (int j = 0; j < each.size(); j++) {
        all.add(new Statement(names.get(i), each.path(j), each.text(j), each.isCondition(j)));
      }
    }
    return all;
  }

  /**
   * Applies the rules to a batch, in place.
   *
   * @return whether anything is left of it
   * @throws OttlRunException when a rule refuses the batch, which may be changed in part
   */
  public boolean apply(TelemetryTree tree, Counters counters) throws OttlRunException {
    return apply(tree, counters, null);
  }

  /**
   * Applies the rules to a batch, in place, and tells what they do on each record.
   *
   * @param explanation works only for rules that were compiled to be explained
   */
  public boolean apply(TelemetryTree tree, Counters counters, @Nullable Explanation explanation)
      throws OttlRunException {
    int first = 0;
    for (int i = 0; i < rules.size(); i++) {
      Rules each = rules.get(i);
      try {
        if (explanation != null) {
          explanation.startAt(first);
        }
        if (!each.process(tree, counters.tallies.get(i), explanation)) {
          return false;
        }
      } catch (RunException e) {
        throw new OttlRunException(names.get(i) + ": " + e.getMessage());
      }
      first += each.size();
    }
    return true;
  }
}
