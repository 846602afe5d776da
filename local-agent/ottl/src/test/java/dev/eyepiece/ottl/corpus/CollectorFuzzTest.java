package dev.eyepiece.ottl.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.ottl.CaseRunner;
import dev.eyepiece.ottl.Ottl;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random rules, valid and nearly so, come to what the collector makes of them. {@code
 * -Deyepiece.fuzz=100000} says how many; what may differ is in {@code docs/ottl-differences.md}.
 */
@Tag("peers")
class CollectorFuzzTest {
  private static final int BATCH = 5_000;

  @TempDir Path directory;

  @Test
  void random_rules_come_to_what_the_collector_makes_of_them() throws Exception {
    long seed = Long.getLong("eyepiece.seed", System.nanoTime());
    int count = Integer.getInteger("eyepiece.fuzz", 10_000);
    System.out.println("eyepiece.seed=" + seed);
    CollectorPeer peer = CollectorPeer.build(directory);
    CaseRunner runner = new CaseRunner(new Ottl());
    List<String> wrong = new ArrayList<>();
    for (int done = 0; done < count && wrong.size() < 20; done += BATCH) {
      int size = Math.min(BATCH, count - done);
      List<String> cases =
          peer.script("python3", "fuzz.py", String.valueOf(seed + done), String.valueOf(size));
      List<String> results = peer.answers(cases);
      assertThat(results).hasSameSizeAs(cases).hasSize(size);
      for (int i = 0; i < size; i++) {
        String ours = runner.run(cases.get(i));
        if (!Canonical.same(
            Canonical.result(cases.get(i), results.get(i)), Canonical.result(cases.get(i), ours))) {
          wrong.add(cases.get(i) + "\n  expected " + results.get(i) + "\n  found    " + ours);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }
}
