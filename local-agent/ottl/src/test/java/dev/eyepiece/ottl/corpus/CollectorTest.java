package dev.eyepiece.ottl.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
    Path program = directory.resolve("peer");
    run(
        Path.of("src/test/peers"),
        List.of("go", "build", "-o", program.toString(), "."),
        null,
        null);
    List<String> cases = OttlCorpusTest.lines("cases.jsonl.gz");
    Path in = Files.write(directory.resolve("cases.jsonl"), cases, StandardCharsets.UTF_8);
    Path out = directory.resolve("results.jsonl");
    run(directory, List.of(program.toString()), in, out);
    List<String> expected = OttlCorpusTest.lines("results.jsonl.gz");
    List<String> found =
        new String(Files.readAllBytes(out), StandardCharsets.UTF_8).lines().toList();
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

  private static void run(
      Path where,
      List<String> command,
      @org.jspecify.annotations.Nullable Path in,
      @org.jspecify.annotations.Nullable Path out)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(where.toFile());
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.redirectOutput(
        out == null ? ProcessBuilder.Redirect.INHERIT : ProcessBuilder.Redirect.to(out.toFile()));
    if (in != null) {
      builder.redirectInput(in.toFile());
    }
    builder.environment().put("TZ", "UTC");
    assertThat(builder.start().waitFor()).as("%s", command).isZero();
  }
}
