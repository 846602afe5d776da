package dev.eyepiece.ottl.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Asks the collector's own processors again; they are built from source, which takes minutes. */
@Tag("peers")
class CollectorTest {
  @TempDir Path directory;

  @Test
  void the_collector_still_gives_the_results_of_the_corpus() throws Exception {
    CollectorPeer peer = CollectorPeer.build(directory);
    List<String> cases = OttlCorpusTest.lines("cases.jsonl.gz");
    List<String> expected = OttlCorpusTest.lines("results.jsonl.gz");
    List<String> found = peer.answers(cases);
    assertThat(found).hasSameSizeAs(expected);
    List<String> changed = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      if (!Canonical.same(
          Canonical.result(cases.get(i), expected.get(i)),
          Canonical.result(cases.get(i), found.get(i)))) {
        changed.add(cases.get(i) + "\n  had " + expected.get(i) + "\n  has " + found.get(i));
      }
    }
    assertThat(changed).isEmpty();
  }
}
