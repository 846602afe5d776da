package dev.eyepiece.ottl.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.ottl.CaseRunner;
import dev.eyepiece.ottl.Ottl;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** What the engine makes of a case is what the collector makes of it. */
class OttlCorpusTest {
  @Test
  void every_case_ends_as_in_the_collector() throws Exception {
    List<String> cases = lines("cases.jsonl.gz");
    List<String> results = lines("results.jsonl.gz");
    assertThat(cases).hasSameSizeAs(results).hasSizeGreaterThan(12_000);
    CaseRunner runner = new CaseRunner(new Ottl(java.time.Clock.systemUTC()));
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      String ours = runner.run(cases.get(i));
      boolean same =
          Canonical.same(
              Canonical.result(cases.get(i), results.get(i)), Canonical.result(cases.get(i), ours));
      if (!same) {
        wrong.add(cases.get(i) + "\n  expected " + results.get(i) + "\n  found    " + ours);
      }
    }
    assertThat(wrong).isEmpty();
  }

  static List<String> lines(String name) throws IOException {
    try (InputStream in = OttlCorpusTest.class.getResourceAsStream(name);
        BufferedReader reader =
            new BufferedReader(
                new InputStreamReader(
                    new GZIPInputStream(Objects.requireNonNull(in)), StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    }
  }
}
