package dev.eyepiece.pipeline;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rules that were on when requests of an earlier run came. For one thread. */
final class PastRules {
  private final RuleCompiler compiler;
  private final RuleArchive archive;
  private final Map<Long, RuleStage> stages = new HashMap<>();

  PastRules(RuleCompiler compiler, RuleArchive archive) {
    this.compiler = compiler;
    this.archive = archive;
    stages.put(Journal.EMPTY_RULE_SET, compiler.none());
  }

  /**
   * The stage of a journal record.
   *
   * @throws RulesRefusedException when its rules are not there or do not compile any more
   */
  RuleStage of(long hash) throws RulesRefusedException {
    RuleStage known = stages.get(hash);
    if (known != null) {
      return known;
    }
    try {
      RuleStage stage = compiler.stage(archive.load(hash), List.of());
      stages.put(hash, stage);
      return stage;
    } catch (IOException e) {
      throw new RulesRefusedException(String.valueOf(e.getMessage()));
    }
  }
}
