package dev.eyepiece.pipeline;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rules of the road as they are switched. Safe for use by several threads. */
final class RoadRules {
  /** Rule sets whose counts are remembered after they were switched off. */
  private static final int MAX_REMEMBERED = 256;

  private final RuleCompiler compiler;
  private final RuleArchive archive;
  private final boolean kept;

  /** By id, each as it was in force last; the oldest first. */
  private final Map<String, RunningRule> remembered =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, RunningRule> eldest) {
          return size() > MAX_REMEMBERED;
        }
      };

  private volatile RuleStage stage;

  /**
   * @param kept whether there is a journal that may need them again
   */
  RoadRules(RuleCompiler compiler, RuleArchive archive, boolean kept) {
    this.compiler = compiler;
    this.archive = archive;
    this.kept = kept;
    stage = compiler.none();
  }

  /** Those in force. */
  RuleStage stage() {
    return stage;
  }

  synchronized void use(List<RoadRule> rules) throws RulesRefusedException, IOException {
    RuleStage next = compiler.stage(rules, List.copyOf(remembered.values()));
    if (kept) {
      archive.keep(rules);
    }
    for (RunningRule rule : next.rules()) {
      remembered.remove(rule.rule().id());
      remembered.put(rule.rule().id(), rule);
    }
    stage = next;
    archive.switched();
  }

  synchronized List<RuleSetCounts> counts() {
    List<RunningRule> on = stage.rules();
    return remembered.values().stream().map(rule -> rule.counts(on.contains(rule))).toList();
  }

  /**
   * Segments are gone; deletes rules that nothing needs any more.
   *
   * @param setAside hashes that segments need which are set aside
   * @param needed hashes that the segments which are left need
   */
  void released(Set<Long> setAside, Set<Long> needed) throws IOException {
    archive.setAside(setAside);
    archive.retain(needed);
  }
}
