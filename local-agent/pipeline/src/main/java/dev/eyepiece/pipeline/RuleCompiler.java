package dev.eyepiece.pipeline;

import dev.eyepiece.otlp.RequestDecoder;
import dev.eyepiece.ottl.Diagnostic;
import dev.eyepiece.ottl.Ottl;
import dev.eyepiece.ottl.RuleSet;
import dev.eyepiece.ottl.RuleSource;
import dev.eyepiece.ottl.RuleSyntaxException;
import dev.eyepiece.telemetry.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Makes stages of rule sets. Stages of one compiler run on one thread at a time. */
final class RuleCompiler {
  private final RequestDecoder decoder;
  private final Arrival arrival = new Arrival();
  private final Ottl ottl = new Ottl(arrival, arrival);

  RuleCompiler(RequestDecoder decoder) {
    this.decoder = decoder;
  }

  RuleStage none() {
    return new RuleStage(List.of(), Journal.EMPTY_RULE_SET, decoder, arrival);
  }

  /**
   * Compiles rule sets, in the order in which they run.
   *
   * @param known compiled before: equal ones are used again and count on
   */
  RuleStage stage(List<RoadRule> rules, List<RunningRule> known) throws RulesRefusedException {
    if (rules.isEmpty()) {
      return none();
    }
    List<RunningRule> running = new ArrayList<>();
    for (RoadRule rule : rules) {
      RunningRule same =
          known.stream().filter(one -> one.rule().equals(rule)).findFirst().orElse(null);
      running.add(same != null ? same : new RunningRule(rule, compile(rule)));
    }
    return new RuleStage(running, RuleText.hash(RuleText.write(rules)), decoder, arrival);
  }

  private RuleSet compile(RoadRule rule) throws RulesRefusedException {
    try {
      Ottl.Compilation compiled = ottl.compile(source(rule));
      RuleSet rules = compiled.rules();
      if (rules == null) {
        throw refused(rule, compiled.diagnostics().getFirst().toString());
      }
      return rules;
    } catch (RuleSyntaxException e) {
      throw refused(rule, String.valueOf(e.getMessage()));
    }
  }

  static List<String> problems(RoadRule rule) {
    try {
      return new Ottl()
          .compile(source(rule)).diagnostics().stream().map(Diagnostic::toString).toList();
    } catch (RuleSyntaxException e) {
      return List.of(String.valueOf(e.getMessage()));
    }
  }

  /** A list of statements for one signal is of that signal, whatever its paths tell. */
  private static RuleSource source(RoadRule rule) throws RuleSyntaxException {
    Signal only = rule.signals().size() == 1 ? rule.signals().iterator().next() : null;
    return RuleSource.read(rule.text(), only)
        .withErrorMode(rule.errorMode().name().toLowerCase(Locale.ROOT));
  }

  private static RulesRefusedException refused(RoadRule rule, String why) {
    return new RulesRefusedException("rule set '" + rule.id() + "': " + why);
  }
}
