package dev.eyepiece.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules are there for as long as a request may name them. */
class RuleArchiveTest {
  @TempDir Path folder;

  private static List<RoadRule> rules(String id) {
    return List.of(new RoadRule(id, RoadRule.ErrorMode.IGNORE, Set.of(), "processors: {}"));
  }

  private static long hash(List<RoadRule> rules) {
    return RuleText.hash(RuleText.write(rules));
  }

  /** A segment may go amid a switch, when no other needs the rules that are still in force. */
  @Test
  void rulesInForceStayUntilOthersAre() throws Exception {
    RuleArchive archive = new RuleArchive(folder);
    List<RoadRule> before = rules("before");
    List<RoadRule> after = rules("after");
    archive.keep(before);
    archive.switched();
    for (List<RoadRule> next : List.of(after, List.<RoadRule>of())) {
      archive.keep(next);
      archive.retain(Set.of());
      assertThat(archive.load(hash(before))).isEqualTo(before);
    }
    archive.keep(after);
    archive.retain(Set.of());
    archive.switched();
    archive.retain(Set.of());
    assertThat(archive.load(hash(after))).isEqualTo(after);
    assertThatThrownBy(() -> archive.load(hash(before))).isInstanceOf(IOException.class);
  }
}
